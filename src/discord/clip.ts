/** Cuts at whole characters (an emoji counts as Discord counts it, in UTF-16 units, and is never split). */
export function clip(content: string, limit: number): string {
  if (content.length <= limit) return content;
  let kept = "";
  for (const { segment } of new Intl.Segmenter().segment(content)) {
    if (kept.length + segment.length > limit - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
