/**
 * The limits of Discord, by name. Source: https://discord.com/developers/docs/components/reference and
 * /resources/message.
 */

/** Characters of all text in a message. */
export const MAX_TEXT = 4_000;
export const MAX_CUSTOM_ID = 100;
export const MAX_BUTTON_LABEL = 80;
export const MAX_SELECT_OPTIONS = 25;
export const MAX_OPTION_LABEL = 100;
export const MAX_CHOICES = 25;
export const MAX_CHOICE_NAME = 100;
/** Characters of a form's title, of an input's label and of its description. */
export const MAX_FORM_TITLE = 45;
export const MAX_INPUT_LABEL = 45;
export const MAX_INPUT_DESCRIPTION = 100;
