import type { Random } from "../random.ts";
import { type Draft, evenly } from "./evenly.ts";
import type { Family } from "./family.ts";
import { listed } from "./wording.ts";

const ITEMS = ["milk", "tea", "bread", "rice", "cheese", "honey"] as const;
const NODES = ["n1", "n2"] as const;

type Item = (typeof ITEMS)[number];
type Node = (typeof NODES)[number];
type Operation = { node: Node; verb: "adds" | "removes"; item: Item };
/** Both nodes hold `start`. Then each goes on without the other. The operations are in order of time. */
type History = { items: readonly Item[]; start: readonly Item[]; operations: readonly Operation[] };
/** A node's state: the item of each tag that it knows, and the tags that it removed. */
type State = { tags: Map<string, Item>; removed: Set<string> };

/** What an observed-remove set holds after concurrent adds and removes (Shapiro et al. 2011, with tombstones). */
export const orSetMerge: Family = evenly(draw, 1_000);

function draw(random: Random): Draft {
  const history = drawInteresting(random);
  const merged = mergedItems(history);
  const log = history.operations.map(({ node, verb, item }) => `${node} ${verb} ${item}`).join("\n");
  const text = `A shopping list is an OR-Set: every add gets a new tag, and a remove takes away only the tags that its node knows of. n1 and n2 both hold ${listed(history.start)}. Then, without contact, in this order of time:
\`\`\`text
${log}
\`\`\`
They merge their states, removed tags included. What is on the list then?`;
  const verdicts = history.items.map((item) => `${capitalised(verdict(history, item))}.`);
  const right = { text: show(merged), explanation: verdicts.join(" ") };
  const wrong = mistakes(history).map(({ items, rule }) => {
    const differing = history.items.filter((item) => items.includes(item) !== merged.includes(item));
    const telling = differing.find((item) => isContested(history, item)) ?? differing[0];
    return { text: show(items), explanation: telling ? `${rule} But ${verdict(history, telling)}.` : rule };
  });
  return { text, right, mistakes: wrong };
}

/** Draws again until both nodes touch the same item, at least once by a remove, and mistakes give three wrong lists. */
function drawInteresting(random: Random): History {
  for (;;) {
    const history = drawHistory(random);
    const right = show(mergedItems(history));
    const wrong = new Set(mistakes(history).map(({ items }) => show(items)));
    wrong.delete(right);
    if (wrong.size >= 3 && history.items.some((item) => isContested(history, item))) return history;
  }
}

function isContested({ operations }: History, item: Item): boolean {
  const touching = operations.filter((operation) => operation.item === item);
  return new Set(touching.map(({ node }) => node)).size > 1 && touching.some(({ verb }) => verb === "removes");
}

function drawHistory(random: Random): History {
  const drawn = random.shuffle(ITEMS).slice(0, 3);
  const items = ITEMS.filter((item) => drawn.includes(item));
  const start = items.filter((item) => item === drawn[0] || (item !== drawn[1] && random.next() < 0.7));
  const held: Record<Node, Set<Item>> = { n1: new Set(start), n2: new Set(start) };
  const operations = Array.from({ length: random.integer(4, 6) }, (): Operation => {
    const node = random.pick(NODES);
    const item = random.pick(items);
    if (held[node].has(item) && random.next() < 0.8) {
      held[node].delete(item);
      return { node, verb: "removes", item };
    }
    held[node].add(item);
    return { node, verb: "adds", item };
  });
  const appears = (item: Item) => start.includes(item) || operations.some((operation) => operation.item === item);
  return { items: items.filter(appears), start, operations };
}

/** The state of one node before the merge. */
function stateOf(node: Node, { start, operations }: History): State {
  const tags = new Map(start.map((item) => [`start/${item}`, item]));
  const removed = new Set<string>();
  for (const [index, operation] of operations.entries()) {
    if (operation.node !== node) continue;
    if (operation.verb === "adds") tags.set(`${node}/${index}`, operation.item);
    else for (const [tag, item] of tags) if (item === operation.item) removed.add(tag);
  }
  return { tags, removed };
}

function itemsOf({ tags, removed }: State): Item[] {
  const present = new Set([...tags].filter(([tag]) => !removed.has(tag)).map(([, item]) => item));
  return ITEMS.filter((item) => present.has(item));
}

function mergedItems(history: History): Item[] {
  const [a, b] = [stateOf("n1", history), stateOf("n2", history)];
  return itemsOf({ tags: new Map([...a.tags, ...b.tags]), removed: a.removed.union(b.removed) });
}

/** The more instructive come first. */
function mistakes(history: History): { items: Item[]; rule: string }[] {
  const { items, start, operations } = history;
  const [of1, of2] = [itemsOf(stateOf("n1", history)), itemsOf(stateOf("n2", history))];
  const before = `n1: ${listed(of1) || "nothing"}; n2: ${listed(of2) || "nothing"}`;
  const times = (verb: Operation["verb"], item: Item) =>
    operations.filter((operation) => operation.verb === verb && operation.item === item).length;
  const added = (item: Item) => times("adds", item) + (start.includes(item) ? 1 : 0);
  const latest = (item: Item) => operations.findLast((operation) => operation.item === item)?.verb;
  const telling = [
    {
      items: items.filter((item) => times("removes", item) === 0),
      rule: "This lets a remove win over every add, also over one that it had not heard of.",
    },
    { items: [...items], rule: "This keeps all that was ever added, as if nothing could be removed." },
    {
      items: items.filter((item) => latest(item) !== "removes"),
      rule: "This lets the latest operation on each item win, whoever knew of it.",
    },
    {
      items: items.filter((item) => of1.includes(item) || of2.includes(item)),
      rule: `This joins the two lists as they were before the merge (${before}).`,
    },
    {
      items: items.filter((item) => added(item) > times("removes", item)),
      rule: "This keeps what was added more often than it was removed.",
    },
  ];
  const others = [
    {
      items: items.filter((item) => of1.includes(item) && of2.includes(item)),
      rule: `This keeps only what was on both lists before the merge (${before}).`,
    },
    { items: of1, rule: "This is the list of n1 before the merge." },
    { items: of2, rule: "This is the list of n2 before the merge." },
  ];
  return [...telling, ...others];
}

/** "tea stays: …" or "milk goes: …", with the reason in what the nodes knew. */
function verdict(history: History, item: Item): string {
  const touched = history.operations.filter((operation) => operation.item === item);
  const adders = NODES.filter((node) =>
    touched.some((operation) => operation.node === node && operation.verb === "adds"),
  );
  const removers = NODES.filter((node) =>
    touched.some((operation) => operation.node === node && operation.verb === "removes"),
  );
  if (!mergedItems(history).includes(item)) {
    if (adders.length === 0) return `${item} goes: ${listed(removers)} removed it, and nobody added it again`;
    return `${item} goes: ${listed(adders)}${adders.length > 1 ? " each" : ""} removed it again after adding it`;
  }
  const keeper = adders.find((node) => touched.findLast((operation) => operation.node === node)?.verb === "adds");
  if (removers.length === 0) return `${item} stays: nobody removed it`;
  const unaware = removers.find((node) => node !== keeper);
  if (unaware !== undefined) return `${item} stays: ${unaware} removed it without knowing the tag of ${keeper}'s add`;
  return `${item} stays: ${keeper} added it again after removing it`;
}

function show(items: readonly Item[]): string {
  return items.length === 0 ? "nothing: it is empty" : listed(items);
}

function capitalised(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
