import { describe, expect, it } from "vitest";
import { parseDuration } from "../../../src/course/markdown/duration.ts";

describe("a duration", () => {
  it.each([
    ["30 minutes", 30],
    ["1 minute", 1],
    ["90 min", 90],
    ["45m", 45],
    ["1h", 60],
    ["2 hrs", 120],
    ["1.5 hours", 90],
    ["1,5 hours", 90],
    ["1.1 hours", 66],
    ["0.01 hours", 1],
    ["1 hour 30 minutes", 90],
    ["1 hour and 5 minutes", 65],
    ["1h30", 90],
    ["2h 05m", 125],
    ["~45 minutes", 45],
    ["~ 45 Minutes ", 45],
    ["PT45M", 45],
    ["PT1H30M", 90],
    ["pt90s", 2],
    ["14:36", 15],
    ["38:00", 38],
    ["1:19:35", 80],
    ["100 hours", 6000],
  ])("%s takes %i minutes", (text, minutes) => {
    expect(parseDuration(text)).toEqual({ shortest: minutes, longest: minutes });
  });

  it.each([
    ["1-2 hours", 60, 120],
    ["1 – 2 hours", 60, 120],
    ["20 to 30 minutes", 20, 30],
    ["45 minutes - 1.5 hours", 45, 90],
    ["30—40 min", 30, 40],
    ["~1-2h", 60, 120],
  ])("%s keeps both ends", (text, shortest, longest) => {
    expect(parseDuration(text)).toEqual({ shortest, longest });
  });

  it.each([
    "",
    "30",
    "half an hour",
    "an hour",
    "0 minutes",
    "0:00",
    "-5 minutes",
    "2-1 hours",
    "1-1h30m",
    "6001 minutes",
    "101 hours",
    "1.5.5 hours",
    "30 minutes or so",
    "PT",
    "P1D",
    "14:60",
    "10 seconds",
    "1 week",
    "99999999999999999999 minutes",
  ])("“%s” is not guessed", (text) => {
    expect(parseDuration(text)).toBeNull();
  });
});
