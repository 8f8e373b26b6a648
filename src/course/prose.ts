/** Longer text that keeps its emphasis, lists and code. The code that shows it must escape it. */
export type Block =
  | { kind: "paragraph"; spans: readonly Span[] }
  /** `start`: the first number; null for bullets. */
  | { kind: "list"; start: number | null; items: readonly (readonly Span[])[] }
  | { kind: "code"; language: string; text: string };

/** `url` is https. */
export type Span =
  | { kind: "plain" | "strong" | "emphasis" | "code"; text: string }
  | { kind: "link"; text: string; url: string };
