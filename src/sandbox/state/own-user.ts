import type { APIUser } from "discord-api-types/v10";
import { Locale } from "discord-api-types/v10";

/** The bot as it sees itself, with fields that others do not see. */
export function toOwnUser(bot: APIUser): APIUser {
  return { ...bot, verified: true, mfa_enabled: true, email: null, locale: Locale.EnglishUS };
}
