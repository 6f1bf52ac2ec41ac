import { useEffect, useState } from "react";

/** The time of this computer in milliseconds, new every half a minute. */
export function useClock(every = 30_000): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
