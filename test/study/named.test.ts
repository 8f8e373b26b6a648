import { describe, expect, it } from "vitest";
import { findNamed } from "../../src/study/named.ts";

const knives = { id: "knives-2", title: "Knives" };
const cutting = { id: "knives", title: "Cutting" };
const soup = { id: "soup", title: "Soup" };
const find = (written: string, ...items: { id: string; title: string }[]) => findNamed(items, written, (item) => item);

describe("what is meant by a name", () => {
  it("is the one with that id, even if another has it as its title", () => {
    expect(find("knives", knives, cutting)).toBe(cutting);
    expect(find("knives-2", knives, cutting)).toBe(knives);
  });

  it("is the one with that title, in any case, if there is no such id", () => {
    expect(find(" CUTTING ", knives, cutting, soup)).toBe(cutting);
  });

  it("is nothing if two have that title", () => {
    expect(find("Soup of the day", { id: "a", title: "Soup of the day" }, { id: "b", title: "soup of the day" })).toBe(
      undefined,
    );
  });
});
