/** Discord's error codes as the sandbox gives them, each with its HTTP status and Discord's own words. */
const REFUSALS = {
  0: [404, "404: Not Found"],
  10002: [404, "Unknown Application"],
  10003: [404, "Unknown Channel"],
  10004: [404, "Unknown Guild"],
  10007: [404, "Unknown Member"],
  10008: [404, "Unknown Message"],
  10013: [404, "Unknown User"],
  10015: [404, "Unknown Webhook"],
  10062: [404, "Unknown interaction"],
  10063: [404, "Unknown application command"],
  30032: [400, "Maximum number of application commands reached"],
  40003: [403, "You are opening direct messages too fast"],
  40005: [413, "Request entity too large"],
  40060: [400, "Interaction has already been acknowledged."],
  50001: [403, "Missing Access"],
  50005: [403, "Cannot edit a message authored by another user"],
  50006: [400, "Cannot send an empty message"],
  50007: [403, "Cannot send messages to this user"],
  50013: [403, "Missing Permissions"],
  50027: [401, "Invalid Webhook Token"],
  50033: [400, "Invalid Recipient(s)"],
  50035: [400, "Invalid Form Body"],
  50278: [403, "Cannot send messages to this user due to having no mutual guilds"],
  50109: [400, "The request body contains invalid JSON."],
} as const satisfies Record<number, readonly [status: number, message: string]>;

export type RefusalCode = keyof typeof REFUSALS;

/** The nested `errors` of a 50035 body: field names and list indexes down to `_errors`. */
export type ErrorTree = { [key: string]: ErrorTree | { code: string; message: string }[] };

/** Thrown if Discord would refuse; the API responds with its body. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  readonly errors: ErrorTree | undefined;

  constructor(status: number, code: number, message: string, errors?: ErrorTree) {
    super(message);
    this.name = "Refusal";
    this.status = status;
    this.code = code;
    this.errors = errors;
  }

  body(): object {
    return this.errors
      ? { message: this.message, code: this.code, errors: this.errors }
      : { message: this.message, code: this.code };
  }
}

export function refuse(code: RefusalCode, errors?: ErrorTree): Refusal {
  const [status, message] = REFUSALS[code];
  return new Refusal(status, code, message, errors);
}
