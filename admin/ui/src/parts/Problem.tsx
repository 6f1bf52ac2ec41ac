/** What went wrong, said to whoever looks and to whoever listens. Empty: nothing. */
export function Problem({ text }: { text: string }) {
  return (
    <p className="problem" role="alert">
      {text}
    </p>
  );
}
