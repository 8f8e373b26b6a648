import { refuse } from "../../refusal.ts";
import { toOwnUser } from "../../state/own-user.ts";
import { permissionsIn } from "../../state/permissions.ts";
import type { Guild, World } from "../../state/world.ts";
import type { Call, Route } from "../router.ts";
import { ok } from "../router.ts";

const MEMBERS_AT_MOST = 1000;

/** Servers, their channels, roles and members, and users. */
export function guildRoutes(world: World): Route[] {
  function guildOf({ params }: Call): Guild {
    const guild = world.botGuild(params.guild ?? "");
    if (!guild) throw refuse(10004);
    return guild;
  }

  function memberOf(call: Call) {
    const guild = guildOf(call);
    const member = guild.members.get(call.params.user === "@me" ? world.bot.id : (call.params.user ?? ""));
    if (member) return member;
    throw refuse(world.users.has(call.params.user ?? "") ? 10007 : 10013);
  }

  function membersOf(call: Call) {
    const limit = Math.min(Number(call.query.get("limit") ?? 1) || 1, MEMBERS_AT_MOST);
    const after = BigInt(call.query.get("after") ?? 0);
    const members = [...guildOf(call).members.values()].sort((a, b) =>
      BigInt(a.user.id) < BigInt(b.user.id) ? -1 : 1,
    );
    return members.filter(({ user }) => BigInt(user.id) > after).slice(0, limit);
  }

  function searchMembers(call: Call) {
    const query = (call.query.get("query") ?? "").toLowerCase();
    const limit = Math.min(Number(call.query.get("limit") ?? 1) || 1, MEMBERS_AT_MOST);
    const names = ({ nick, user }: ReturnType<typeof memberOf>) => [nick, user.global_name, user.username];
    return [...guildOf(call).members.values()]
      .filter((member) => names(member).some((name) => name?.toLowerCase().startsWith(query)))
      .slice(0, limit);
  }

  function user({ params }: Call) {
    const found = world.users.get(params.user ?? "");
    if (!found) throw refuse(10013);
    return found;
  }

  function guild(call: Call) {
    const { guild, members } = guildOf(call);
    if (call.query.get("with_counts") !== "true") return guild;
    return { ...guild, approximate_member_count: members.size, approximate_presence_count: members.size };
  }

  const ownGuilds = () =>
    world.botGuilds().map((record) => {
      const { id, name, icon, banner, features, owner_id } = record.guild;
      const member = record.members.get(world.bot.id);
      const permissions = (member ? permissionsIn(record, member, null) : 0n).toString();
      return { id, name, icon, banner, features, owner: owner_id === world.bot.id, permissions };
    });

  return [
    { method: "GET", pattern: "/users/{user}", handle: (call) => ok(user(call)) },
    { method: "GET", pattern: "/users/@me", handle: () => ok(toOwnUser(world.bot)) },
    { method: "GET", pattern: "/users/@me/guilds", handle: () => ok(ownGuilds()) },
    { method: "GET", pattern: "/guilds/{guild}", handle: (call) => ok(guild(call)) },
    { method: "GET", pattern: "/guilds/{guild}/channels", handle: (call) => ok([...guildOf(call).channels.values()]) },
    { method: "GET", pattern: "/guilds/{guild}/roles", handle: (call) => ok(guildOf(call).guild.roles) },
    { method: "GET", pattern: "/guilds/{guild}/members", handle: (call) => ok(membersOf(call)) },
    { method: "GET", pattern: "/guilds/{guild}/members/search", handle: (call) => ok(searchMembers(call)) },
    { method: "GET", pattern: "/guilds/{guild}/members/{user}", handle: (call) => ok(memberOf(call)) },
  ];
}
