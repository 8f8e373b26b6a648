import * as discord from "discord-api-spec/zod";
import type { ZodMiniType } from "zod/mini";
import { array, looseObject, optional, union } from "zod/mini";

/** `null`: there is no body. */
export type RouteSchemas = { request: ZodMiniType | null; response: ZodMiniType | null };

const channel = union([discord.GuildChannelResponseSchema, discord.PrivateChannelResponseSchema]);
const callback = union([
  discord.CreateMessageInteractionCallbackRequestSchema,
  discord.UpdateMessageInteractionCallbackRequestSchema,
  discord.ApplicationCommandAutocompleteCallbackRequestSchema,
  discord.ModalInteractionCallbackRequestSchema,
]);
const member = discord.GuildMemberResponseSchema;
const message = discord.MessageResponseSchema;
const command = discord.ApplicationCommandResponseSchema;

const read = (response: ZodMiniType): RouteSchemas => ({ request: null, response });
const write = (request: ZodMiniType, response: ZodMiniType | null): RouteSchemas => ({ request, response });
const nothing: RouteSchemas = { request: null, response: null };

/** Discord's schema for each route of the sandbox, by method and pattern. */
export const ROUTE_SCHEMAS: Readonly<Record<string, RouteSchemas>> = {
  "GET /gateway": read(discord.GatewayResponseSchema),
  "GET /gateway/bot": read(discord.GatewayBotResponseSchema),
  "GET /oauth2/applications/@me": read(discord.PrivateApplicationResponseSchema),
  "GET /applications/@me": read(discord.PrivateApplicationResponseSchema),
  "POST /users/@me/channels": write(discord.CreatePrivateChannelRequestSchema, channel),
  "GET /users/@me": read(discord.UserPIIResponseSchema),
  "GET /users/@me/guilds": read(array(discord.MyGuildResponseSchema)),
  "GET /users/{user}": read(discord.UserResponseSchema),
  "GET /guilds/{guild}": read(discord.GuildWithCountsResponseSchema),
  "GET /guilds/{guild}/channels": read(array(discord.GuildChannelResponseSchema)),
  "GET /guilds/{guild}/roles": read(array(discord.GuildRoleResponseSchema)),
  "GET /guilds/{guild}/members": read(array(member)),
  "GET /guilds/{guild}/members/search": read(array(member)),
  "GET /guilds/{guild}/members/{user}": read(member),
  "GET /channels/{channel}": read(channel),
  "POST /channels/{channel}/typing": nothing,
  "GET /channels/{channel}/messages": read(array(message)),
  "POST /channels/{channel}/messages": write(discord.MessageCreateRequestSchema, message),
  "GET /channels/{channel}/messages/{message}": read(message),
  "PATCH /channels/{channel}/messages/{message}": write(discord.MessageEditRequestPartialSchema, message),
  "DELETE /channels/{channel}/messages/{message}": nothing,
  "POST /interactions/{interaction}/{token}/callback": write(callback, discord.InteractionCallbackResponseSchema),
  "POST /webhooks/{application}/{token}": write(discord.IncomingWebhookRequestPartialSchema, message),
  "GET /webhooks/{application}/{token}/messages/{message}": read(message),
  "PATCH /webhooks/{application}/{token}/messages/{message}": write(
    discord.IncomingWebhookUpdateRequestPartialSchema,
    message,
  ),
  "DELETE /webhooks/{application}/{token}/messages/{message}": nothing,
  ...commandRoutes("/applications/{application}/commands"),
  ...commandRoutes("/applications/{application}/guilds/{guild}/commands"),
};

function commandRoutes(all: string): Record<string, RouteSchemas> {
  return {
    [`GET ${all}`]: read(array(command)),
    [`PUT ${all}`]: write(array(discord.ApplicationCommandUpdateRequestSchema), array(command)),
    [`POST ${all}`]: write(discord.ApplicationCommandCreateRequestSchema, command),
    [`GET ${all}/{command}`]: read(command),
    [`PATCH ${all}/{command}`]: write(discord.ApplicationCommandPatchRequestPartialSchema, command),
    [`DELETE ${all}/{command}`]: nothing,
  };
}

export const REFUSAL_SCHEMA: ZodMiniType = discord.ErrorResponseSchema;
export const RATE_LIMITED_SCHEMA: ZodMiniType = discord.RatelimitedResponseSchema;

/** The gateway has no published schema: only the parts that its events share with REST are checked. */
export const EVENT_SCHEMAS: Readonly<Record<string, ZodMiniType>> = {
  READY: looseObject({ user: discord.UserPIIResponseSchema }),
  GUILD_CREATE: discord.GuildResponseSchema,
  GUILD_MEMBERS_CHUNK: looseObject({ members: array(member) }),
  CHANNEL_UPDATE: channel,
  CHANNEL_DELETE: channel,
  MESSAGE_CREATE: message,
  MESSAGE_UPDATE: message,
  INTERACTION_CREATE: looseObject({ user: optional(discord.UserResponseSchema), message: optional(message) }),
};
