const LONGEST = 48;

/** Lower-case words of `a-z0-9` joined by hyphens, at most 48 characters. Empty if the text has no such character. */
export function slugify(text: string): string {
  const words = text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-/, "");
  return words.slice(0, LONGEST).replace(/-$/, "");
}

/** Hands out each slug only once. */
export type SlugSet = {
  has(slug: string): boolean;
  add(slug: string): void;
  /** The slug itself, or if it is taken, the slug with the first free suffix of `-2`, `-3`, … */
  claim(slug: string): string;
};

export function createSlugSet(): SlugSet {
  const taken = new Set<string>();
  const nextSuffix = new Map<string, number>();
  return {
    has: (slug) => taken.has(slug),
    add: (slug) => void taken.add(slug),
    claim(slug) {
      let free = slug;
      for (let suffix = nextSuffix.get(slug) ?? 2; taken.has(free); suffix += 1) {
        const ending = `-${suffix}`;
        free = slug.slice(0, LONGEST - ending.length).replace(/-$/, "") + ending;
        nextSuffix.set(slug, suffix + 1);
      }
      taken.add(free);
      return free;
    },
  };
}
