import { describe, expect, it } from "vitest";
import { course } from "../../commands/course.ts";
import { fail } from "../../src/coach/problem.ts";
import type { OptionValue, Route } from "../../src/discord/command.ts";
import { GUILD, makeCoach } from "../support/coach.ts";
import { makeCourse } from "../support/course.ts";
import { writeCourse } from "../support/markdown.ts";

const { coach, attached } = makeCoach([{ course: makeCourse([["a"]]), questions: [] }]);
const file = { name: "path.md", address: "https://cdn.discordapp.com/path.md", bytes: 1 };
attached.set(file.address, { kind: "text", text: writeCourse("Cooking", ["Knives"]) });

const routes: [string, Route][] = course.routes.kind === "subcommands" ? Object.entries(course.routes.routes) : [];

const given = new Map<string, OptionValue>([
  ["course", "sample"],
  ["file", file],
  ["mode", "open"],
]);

describe("if a server shows /course to members who may not manage it", () => {
  it.each(routes)("/course %s is refused to the others, and changes nothing", async (_name, route) => {
    const before = await coach.courses.listCourses({ guildId: GUILD, userId: "1" });
    const refused = await route.run(given, { coach, guildId: GUILD, userId: "1", mayManage: false });
    expect(refused).toEqual(fail({ kind: "not-manager" }));
    expect(await coach.courses.listCourses({ guildId: GUILD, userId: "1" })).toEqual(before);
  });

  it.each(routes)("/course %s offers the others nothing while they type", async (_name, route) => {
    const completers = Object.values(route.options).flatMap((option) =>
      "complete" in option ? [option.complete] : [],
    );
    const offered = async (mayManage: boolean) =>
      Promise.all(completers.map((complete) => complete("", { coach, guildId: GUILD, userId: "1", mayManage, given })));
    expect((await offered(false)).flat()).toEqual([]);
    // Somebody who may manage the server gets suggestions from each of them.
    for (const choices of await offered(true)) expect(choices).not.toEqual([]);
  });
});
