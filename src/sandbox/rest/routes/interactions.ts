import { InteractionResponseType, MessageFlags } from "discord-api-types/v10";
import type { Interactions } from "../../interactions/interactions.ts";
import type { Responder } from "../../interactions/respond.ts";
import { Form } from "../../rules/form.ts";
import type { Call, Reply, Route } from "../router.ts";
import { noContent, ok } from "../router.ts";

/** Interaction callbacks, and the webhook that an interaction's token opens. */
export function interactionRoutes(interactions: Interactions, responder: Responder): Route[] {
  const opened = ({ params }: Call) => interactions.byToken(params.application ?? "", params.token ?? "");

  function callback({ params, query, body, uploads }: Call): Reply {
    const interaction = interactions.waitingFor(params.interaction ?? "", params.token ?? "");
    const { type, message } = responder.respond(interaction, new Form(body), uploads);
    if (query.get("with_response") !== "true") return noContent;
    const isDeferred = type === InteractionResponseType.DeferredChannelMessageWithSource;
    return ok({
      interaction: {
        id: interaction.id,
        type: interaction.type,
        ...(message
          ? {
              response_message_id: message.message.id,
              response_message_loading: isDeferred,
              response_message_ephemeral: ((message.message.flags ?? 0) & MessageFlags.Ephemeral) !== 0,
              channel_id: interaction.channel.id,
              ...("guild_id" in interaction.channel ? { guild_id: interaction.channel.guild_id } : {}),
            }
          : {}),
      },
      resource: message ? { type, message: message.message } : { type },
    });
  }

  function followUp(call: Call): Reply {
    const interaction = opened(call);
    return ok(responder.followUp(interaction, new Form(call.body), call.uploads));
  }

  function get(call: Call): Reply {
    return ok(responder.messageOf(opened(call), call.params.message ?? "").message);
  }

  function edit(call: Call): Reply {
    const interaction = opened(call);
    const stored = responder.messageOf(interaction, call.params.message ?? "");
    return ok(responder.edit(interaction, stored, new Form(call.body), call.uploads));
  }

  function remove(call: Call): Reply {
    const interaction = opened(call);
    responder.remove(interaction, responder.messageOf(interaction, call.params.message ?? ""));
    return noContent;
  }

  const message = "/webhooks/{application}/{token}/messages/{message}";
  return [
    { method: "POST", pattern: "/interactions/{interaction}/{token}/callback", handle: callback, open: true },
    { method: "POST", pattern: "/webhooks/{application}/{token}", handle: followUp, open: true },
    { method: "GET", pattern: message, handle: get, open: true },
    { method: "PATCH", pattern: message, handle: edit, open: true },
    { method: "DELETE", pattern: message, handle: remove, open: true },
  ];
}
