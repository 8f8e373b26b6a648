import type { Location, Report } from "../diagnostics.ts";
import type { Dependency, Phase } from "../model.ts";

/** `by` is the lesson whose `Dependencies:` line states this edge; null if the edge follows from the course's order. */
type Edge = { to: string; by: string | null };
type Node = { name: string; edges: Edge[] };

/** A node on the path being followed. The edge taken from it is the one before `next`. */
type Step = { key: string; node: Node; next: number };

const MOST_NAMES = 6;

/**
 * Reports circles of dependencies, which nobody could ever begin. A phase is two nodes: to open it needs its
 * dependencies, and to be complete it needs its lessons. Each lesson needs its phase to be open.
 */
export function reportCycles(phases: readonly Phase[], locations: ReadonlyMap<string, Location>, report: Report): void {
  const reported = new Set<string>();
  followCycles(createGraph(phases), (path, start) => {
    const stating = path.find(({ node, next }, index) => index >= start && node.edges[next - 1]?.by !== null);
    const by = stating?.node.edges[stating.next - 1]?.by ?? "";
    const location = locations.get(by);
    if (location === undefined || reported.has(by)) return;
    reported.add(by);
    const names = path.slice(start, start + 2 * MOST_NAMES).map(({ node }) => node.name);
    const distinct = names.filter((name, index) => name !== names[index - 1]);
    const shown = distinct.length > MOST_NAMES ? [...distinct.slice(0, MOST_NAMES), "…"] : distinct;
    const circle = [...shown, names[0]].join(" → ");
    report.add("dependency-cycle", location, `These wait for one another: ${circle}. Remove one of the dependencies.`);
  });
}

function createGraph(phases: readonly Phase[]): Map<string, Node> {
  const graph = new Map<string, Node>();
  const toEdge = (dependency: Dependency, by: string | null): Edge => ({
    to: dependency.kind === "phase" ? `complete ${dependency.phase}` : `lesson ${dependency.lesson}`,
    by,
  });
  for (const phase of phases) {
    const [first] = phase.lessons;
    const by = first !== undefined && first.dependencies.length > 0 ? first.id : null;
    const name = `Phase ${phase.number}`;
    graph.set(`open ${phase.number}`, { name, edges: phase.dependencies.map((each) => toEdge(each, by)) });
    const whole = phase.lessons.map(({ id }) => ({ to: `lesson ${id}`, by: null }));
    graph.set(`complete ${phase.number}`, { name, edges: whole });
    for (const { id, title, dependencies } of phase.lessons) {
      const stated = dependencies.map((each) => toEdge(each, id));
      graph.set(`lesson ${id}`, { name: `“${title}”`, edges: [...stated, { to: `open ${phase.number}`, by: null }] });
    }
  }
  return graph;
}

/** Depth first. It keeps its own stack, because a path may be as long as the course. */
function followCycles(graph: ReadonlyMap<string, Node>, onCycle: (path: readonly Step[], start: number) => void): void {
  const finished = new Set<string>();
  const path: Step[] = [];
  const depths = new Map<string, number>();
  const enter = (key: string) => {
    const node = graph.get(key);
    if (node === undefined || finished.has(key)) return;
    depths.set(key, path.length);
    path.push({ key, node, next: 0 });
  };
  for (const root of graph.keys()) {
    enter(root);
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const edge = top.node.edges[top.next];
      top.next += 1;
      if (edge === undefined) {
        finished.add(top.key);
        depths.delete(top.key);
        path.pop();
        continue;
      }
      const start = depths.get(edge.to);
      if (start === undefined) enter(edge.to);
      else onCycle(path, start);
    }
  }
}
