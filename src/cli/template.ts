import type { Lesson } from "../course/model.ts";

/** A learning path to fill in. As it is, it has no mistakes. */
export function writePath(title: string): string {
  return `# ${escapeMarkdown(title)}

## Overview

What this course is about, and what learners can do at its end.

## Prerequisites

What learners should know before they begin.

## Learning Path

### Phase 1: Foundations

**Resources to consume in order:**

1. **First lesson** — [Article](https://example.com/first-lesson)
   - Id: first-lesson
   - Duration: 30 minutes
   - Focus: What to look for
   - Next step: Move to the second lesson

2. **Second lesson** — [Video](https://example.com/second-lesson)
   - Id: second-lesson
   - Duration: 45 minutes
   - Focus: What to look for

### Phase 2: Practice

**Resources to consume in order:**

1. **Third lesson** — [Exercise](https://example.com/third-lesson)
   - Id: third-lesson
   - Duration: 1 hour
   - Focus: What to try out
   - Dependencies: Complete Phase 1

## Additional Resources

- More to read — [Name of the page](https://example.com/more)

## Supplementary Videos

- A talk — 15 minutes — [Name of the channel](https://example.com/talk)

## Completion Checklist

- [ ] Phase 1 completed
- [ ] Phase 2 completed

## Notes

Anything else that learners should know.
`;
}

/** A lesson's file with a sample in every section and a question of each kind, to fill in. */
export function writeLessonFile({ title }: Lesson): string {
  return `# ${escapeMarkdown(title)}

## Brief

What this lesson is about: the problem, the idea, and how it works.

## While you read

- What should learners look for?

## Key terms

- **A term**: what it means, in one sentence.

## Questions

### A short title for this question
Difficulty: easy

What do you ask about this lesson?

- [x] The right answer
  > Why it is right.
- [ ] A wrong answer that sounds likely
  > Why it is wrong.
- [ ] Another wrong answer
  > Why this is wrong, too.

### Another short title
Difficulty: medium

Which of these belong to what this lesson is about?

- [x] One that does
  > Why it does.
- [x] Another that does
  > Why this does, too.
- [ ] One that does not
  > Why it does not.

### And another
Difficulty: hard

In which order do these happen?

1. The first step
   > Why it comes first.
2. The next step
   > Why it needs the first.
3. The last step
   > Why nothing comes after it.

## Discuss

- What would the group argue about?
`;
}

/** Escapes the punctuation that may mean something in a markdown heading. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>&#!]/g, "\\$&");
}
