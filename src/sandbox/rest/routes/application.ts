import type { ShardingOptions } from "../../contract.ts";
import type { World } from "../../state/world.ts";
import type { Route } from "../router.ts";
import { ok } from "../router.ts";

const SESSION_STARTS_A_DAY = 1000;

/** Who the bot is, and where its gateway is. */
export function applicationRoutes(world: World, gatewayUrl: string, sharding: Required<ShardingOptions>): Route[] {
  const application = () => ({
    ...world.application,
    icon: null,
    description: "",
    summary: "",
    bot: world.bot,
    bot_public: true,
    bot_require_code_grant: false,
    owner: { ...world.bot, bot: false },
    team: null,
    verify_key: "0".repeat(64),
    flags: 0,
    flags_new: "0",
    tags: [],
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    integration_types_config: { 0: {} },
    approximate_guild_count: world.botGuilds().length,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    eligible_oauth2_scopes: [],
    type: null,
  });
  return [
    { method: "GET", pattern: "/gateway", handle: () => ok({ url: gatewayUrl }), open: true },
    {
      method: "GET",
      pattern: "/gateway/bot",
      handle: () =>
        ok({
          url: gatewayUrl,
          shards: sharding.shards,
          session_start_limit: {
            total: SESSION_STARTS_A_DAY,
            remaining: SESSION_STARTS_A_DAY,
            reset_after: 0,
            max_concurrency: sharding.maxConcurrency,
          },
        }),
    },
    { method: "GET", pattern: "/oauth2/applications/@me", handle: () => ok(application()) },
    { method: "GET", pattern: "/applications/@me", handle: () => ok(application()) },
  ];
}
