/** Text that is read rather than looked at: it keeps its emphasis, its lists and its code. Whoever shows it escapes it. */
export type Block =
  | { kind: "paragraph"; spans: readonly Span[] }
  /** `start`: the first number; null for bullets. */
  | { kind: "list"; start: number | null; items: readonly (readonly Span[])[] }
  | { kind: "code"; language: string; text: string };

/** `url` is https. */
export type Span =
  | { kind: "plain" | "strong" | "emphasis" | "code"; text: string }
  | { kind: "link"; text: string; url: string };
