import { createRoot } from "react-dom/client";
import { Console } from "./frame/Console";
import { chooseLanguage } from "./texts/language";
import "./styles/tokens.css";
import "./styles/base.css";

await chooseLanguage();
const place = document.getElementById("console");
if (place) createRoot(place).render(<Console />);
