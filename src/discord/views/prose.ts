import { hyperlink } from "discord.js";
import type { Block, Span } from "../../course/prose.ts";
import { clip } from "../clip.ts";
import { packPages } from "../pages.ts";
import { plain } from "./words.ts";

const GAP = "\n\n";

/** Blocks in Discord's markdown, in pages of at most `limit` characters and of about the same length. */
export function pagesOf(blocks: readonly Block[], limit: number): string[] {
  const rendered = blocks.reduce<string[]>((parts, block) => append(parts, block, limit), []);
  const pages = packPages(rendered, limit, GAP);
  const total = pages.reduce((sum, page) => sum + page.length, 0);
  // Pages as short as they can be without needing one more: two halves read better than a page and a last line.
  for (let tight = Math.ceil(total / pages.length); tight < limit; tight += 50) {
    const packed = packPages(rendered, tight, GAP);
    if (packed.length <= pages.length) return packed;
  }
  return pages;
}

/** Characters of a line that only leads to what comes next, such as **Step by step.** */
const LEAD_TEXT = 60;

/**
 * Code stays with the words before it. It needs no empty line: Discord leaves space around it. A short line stays with
 * what comes next, so that it does not end a page.
 */
function append(parts: readonly string[], block: Block, limit: number): string[] {
  const rendered = renderBlock(block, limit);
  const [first, ...rest] = rendered;
  const before = parts.at(-1);
  if (before === undefined || !(block.kind === "code" || before.length <= LEAD_TEXT)) return [...parts, ...rendered];
  const joined = `${before}${block.kind === "code" ? "\n" : GAP}${first}`;
  if (joined.length > limit) return [...parts, ...rendered];
  return [...parts.slice(0, -1), joined, ...rest];
}

/** One text, or several if the block is longer than a page: divided between sentences, items or lines of code. */
function renderBlock(block: Block, limit: number): string[] {
  switch (block.kind) {
    case "paragraph":
      return renderSpans(block.spans, limit);
    case "list": {
      const items = block.items.flatMap((spans, index) => {
        const marker = block.start === null ? "- " : `${block.start + index}. `;
        return renderSpans(spans, limit - marker.length).map((part) => marker + part);
      });
      return packPages(items, limit, "\n");
    }
    case "code": {
      const open = `\`\`\`${block.language}\n`;
      const close = "\n```";
      // Discord ends a block at the first three backticks, whatever the block began with.
      const lines = block.text.replaceAll("```", "`\u200b``").split("\n");
      const room = limit - open.length - close.length;
      return packPages(
        lines.map((line) => clip(line, room)),
        room,
        "\n",
      ).map((page) => open + page + close);
    }
  }
}

const SENTENCES = new Intl.Segmenter("en", { granularity: "sentence" });

/** One text. If it is longer than `limit`, it becomes several, divided between sentences. */
function renderSpans(spans: readonly Span[], limit: number): string[] {
  const whole = spans.map(renderSpan).join("");
  if (whole.length <= limit) return [whole];
  const sentences = spans.flatMap((span) =>
    Array.from(SENTENCES.segment(span.text), ({ segment }) => fitSpan({ ...span, text: segment }, limit)),
  );
  return packPages(sentences, limit, "").map((page) => page.trim());
}

/** If it does not fit, it loses its marks, and is cut if it has to be. */
function fitSpan(span: Span, limit: number): string {
  const rendered = renderSpan(span);
  return rendered.length <= limit ? rendered : plain(clip(span.text, Math.floor(limit / 2)));
}

function renderSpan(span: Span): string {
  switch (span.kind) {
    case "plain":
      return plain(span.text);
    case "strong":
      return marked("**", span.text);
    case "emphasis":
      return marked("*", span.text);
    case "code":
      return span.text.includes("`") ? `\`\` ${span.text.replaceAll("``", "`\u200b`")} \`\`` : `\`${span.text}\``;
    case "link":
      return hyperlink(plain(span.text), `<${span.url}>`);
  }
}

/** Discord reads a mark only if it touches a word, so the spaces around the word stay outside. */
function marked(mark: string, text: string): string {
  const word = text.trim();
  if (word === "") return text;
  const [before, after] = [text.slice(0, text.indexOf(word)), text.slice(text.indexOf(word) + word.length)];
  return `${before}${mark}${plain(word)}${mark}${after}`;
}
