import { drawing } from "./dom.ts";

const PATHS = {
  hash: ["M9 3 7 21", "M17 3l-2 18", "M4 8.5h17", "M3 15.5h17"],
  menu: ["M4 6h16", "M4 12h16", "M4 18h16"],
  sun: [
    "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8Z",
    "M12 2v2M12 20v2M2 12h2M20 12h2M5 5l1.4 1.4M17.6 17.6 19 19M19 5l-1.4 1.4M6.4 17.6 5 19",
  ],
  moon: ["M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z"],
  wire: ["M4 8h13", "M13 4l4 4-4 4", "M20 16H7", "M11 12l-4 4 4 4"],
  pause: ["M8 5v14", "M16 5v14"],
  play: ["M7 4.5 19 12 7 19.5Z"],
  clock: ["M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z", "M12 7v5l3.5 2"],
  skip: ["M5 5l9 7-9 7Z", "M19 5v14"],
  more: ["M5 12h.01", "M12 12h.01", "M19 12h.01"],
  help: ["M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z", "M9.3 9.5a2.8 2.8 0 1 1 4.3 2.3c-1 .7-1.6 1.2-1.6 2.2", "M12 17v.2"],
  close: ["M6 6l12 12", "M18 6 6 18"],
  eye: ["M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12Z", "M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z"],
  chevron: ["M6 9l6 6 6-6"],
  plus: ["M12 5v14", "M5 12h14"],
  check: ["M5 12.5l4.5 4.5L19 7.5"],
  open: ["M14 4h6v6", "M20 4l-9 9", "M18 14v6H4V6h6"],
  send: ["M4 4l17 8-17 8 3-8Z", "M7 12h7"],
  file: ["M6 2.5h8L19 8v13.5H6Z", "M14 2.5V8h5"],
  download: ["M12 4v11", "M7 11l5 5 5-5", "M5 20h14"],
  warning: ["M12 3 2 20.5h20Z", "M12 10v5", "M12 17.6v.4"],
  people: ["M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Z", "M4 20.5c.8-4 4-6 8-6s7.2 2 8 6"],
} as const;

export type IconName = keyof typeof PATHS;

/** A drawing next to words with the same meaning, so screen readers skip it. */
export function icon(name: IconName): SVGSVGElement {
  return drawing({ class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" }, PATHS[name]);
}
