/** How bad each problem is. A code never changes its meaning once it is published. */
const SEVERITIES = {
  "file-empty": "error",
  "file-too-large": "error",
  "not-text": "error",
  "too-complex": "error",
  "title-missing": "error",
  "title-repeated": "error",
  "text-too-long": "error",
  "section-repeated": "error",
  "section-unknown": "warning",
  "content-ignored": "warning",
  "html-ignored": "warning",
  placeholder: "warning",
  "link-missing": "warning",
  "link-not-https": "error",
  "link-too-long": "error",
  "link-refused": "warning",

  "learning-path-missing": "error",
  "phases-missing": "error",
  "phase-heading": "error",
  "phase-number": "error",
  "phase-empty": "error",
  "lesson-outside-phase": "error",
  "lesson-unnumbered": "error",
  "lesson-line": "error",
  "field-unknown": "warning",
  "field-empty": "warning",
  "field-repeated": "error",
  "duration-unreadable": "error",
  "alternate-line": "error",
  "id-invalid": "error",
  "id-repeated": "error",
  "id-unstable": "warning",
  "dependency-unknown": "error",
  "dependency-ambiguous": "error",
  "dependency-cycle": "error",
  "dependencies-too-many": "error",
  "extra-line": "error",
  "video-line": "error",
  "checklist-line": "warning",
  "checklist-phase-unknown": "warning",
  "course-invalid": "error",

  "question-heading": "error",
  "question-repeated": "error",
  "question-text-missing": "error",
  "difficulty-unknown": "error",
  "option-unboxed": "error",
  "option-repeated": "error",
  "options-too-few": "error",
  "options-too-many": "error",
  "right-option-missing": "error",
  "wrong-option-missing": "error",
  "choose-without-options": "error",
  "step-repeated": "error",
  "steps-too-few": "error",
  "steps-too-many": "error",
  "family-unknown": "error",
  "family-with-text": "error",
  "explanation-missing": "error",
  "question-invalid": "error",

  "nothing-to-check": "error",
  "path-file-missing": "error",
  "lesson-file-unknown": "error",
  "file-ignored": "warning",
} as const satisfies Record<string, "error" | "warning">;

export type DiagnosticCode = keyof typeof SEVERITIES;

/** Lines and columns count from 1. Columns count UTF-16 units, as editors do. */
export type Location = { line: number; column: number };

export type Diagnostic = Location & {
  file: string;
  code: DiagnosticCode;
  severity: "error" | "warning";
  /** What is wrong and how to fix it. */
  message: string;
};

export type Report = {
  add(code: DiagnosticCode, location: Location, message: string): void;
  /** Every problem found so far, in the order of the document. */
  diagnostics(): Diagnostic[];
  errorCount(): number;
};

export const START: Location = { line: 1, column: 1 };

export function createReport(file: string): Report {
  const found: Diagnostic[] = [];
  return {
    add(code, { line, column }, message) {
      found.push({ file, line, column, code, severity: SEVERITIES[code], message });
    },
    diagnostics: () => found.toSorted(compare),
    errorCount: () => found.filter((diagnostic) => diagnostic.severity === "error").length,
  };
}

/** By location; at the same location errors come first. */
function compare(a: Diagnostic, b: Diagnostic): number {
  return a.line - b.line || a.column - b.column || Number(b.severity === "error") - Number(a.severity === "error");
}

/** As compilers print it: `file:line:column severity code: message`. */
export function formatDiagnostic({ file, line, column, severity, code, message }: Diagnostic): string {
  return `${file}:${line}:${column} ${severity} ${code}: ${message}`;
}
