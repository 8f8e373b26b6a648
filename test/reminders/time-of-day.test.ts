import { describe, expect, it } from "vitest";
import { LocalTimeSchema } from "../../src/reminders/rule.ts";
import { readTime } from "../../src/reminders/time-of-day.ts";

describe("a time of day", () => {
  it.each([
    ["19:00", "19:00"],
    ["7:05", "07:05"],
    ["00:00", "00:00"],
    ["7pm", "19:00"],
    ["7 am", "07:00"],
    ["7:30 PM", "19:30"],
    ["7.30 p.m.", "19:30"],
    ["12am", "00:00"],
    ["12:30 pm", "12:30"],
    ["19.30", "19:30"],
    ["19h", "19:00"],
    ["19h30", "19:30"],
    ["18 Uhr", "18:00"],
    ["8 o'clock", "08:00"],
    [" at 19:00 ", "19:00"],
    ["noon", "12:00"],
    ["Midnight", "00:00"],
  ])("%j is %s", (text, time) => {
    expect(readTime(text)).toBe(time);
    expect(LocalTimeSchema.safeParse(time).success).toBe(true);
  });

  it.each([
    "",
    "7",
    "19",
    "24:00",
    "25:00",
    "19:60",
    "13pm",
    "0am",
    "7:5",
    "1900",
    "-1:00",
    "7pm8",
    "soon",
    "19:00 UTC",
  ])("%j is not one", (text) => {
    expect(readTime(text)).toBeNull();
  });
});
