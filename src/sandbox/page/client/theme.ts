import { keep, readKept } from "./kept.ts";

const KEY = "theme";
const lightWanted = matchMedia("(prefers-color-scheme: light)");

export type Theme = "dark" | "light";

export function currentTheme(): Theme {
  const kept = readKept(KEY);
  if (kept === "dark" || kept === "light") return kept;
  return lightWanted.matches ? "light" : "dark";
}

function apply(): void {
  document.documentElement.dataset.theme = currentTheme();
}

export function switchTheme(): void {
  keep(KEY, currentTheme() === "dark" ? "light" : "dark");
  apply();
}

export function followTheme(): void {
  apply();
  lightWanted.addEventListener("change", apply);
}
