import { type APIGuildMember, DiscordAPIError, type REST, RESTJSONErrorCodes, Routes } from "discord.js";
import type { MemberDirectory } from "../coach/cohort/ports.ts";

/** Asks for members over REST, which needs no privileged intent. */
export function createMemberDirectory(rest: REST): MemberDirectory {
  return {
    async displayName(guildId, userId) {
      try {
        const { nick, user } = (await rest.get(Routes.guildMember(guildId, userId))) as APIGuildMember;
        return nick ?? user.global_name ?? user.username;
      } catch (error) {
        if (hasLeft(error)) return null;
        throw error;
      }
    },
  };
}

/** Only this says so. An outage, a server that the bot is not in and a missing permission say nothing about the member. */
function hasLeft(error: unknown): boolean {
  return error instanceof DiscordAPIError && error.code === RESTJSONErrorCodes.UnknownMember;
}
