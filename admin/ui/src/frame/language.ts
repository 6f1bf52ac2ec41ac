import { createContext } from "react";

/** Chooses the language of the console. */
export const LanguageContext = createContext<(code: string) => void>(() => {});
