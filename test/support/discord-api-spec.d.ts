/** The package ships its schemas without declarations; named here is what the tests use. */
declare module "discord-api-spec/zod" {
  import type { ZodMiniType } from "zod/mini";
  export const MessageCreateRequestSchema: ZodMiniType;
  export const ApplicationCommandCreateRequestSchema: ZodMiniType;
  export const ModalInteractionCallbackRequestSchema: ZodMiniType;
}
