/** What Discord takes, by name. Source: https://discord.com/developers/docs/components/reference and /resources/message. */

/** Characters of text over all text displays of one message. */
export const MAX_TEXT = 4_000;
/** Components of one message, counted through the nesting. */
export const MAX_COMPONENTS = 40;
export const MAX_CUSTOM_ID = 100;
export const MAX_BUTTON_LABEL = 80;
export const MAX_SELECT_OPTIONS = 25;
export const MAX_OPTION_LABEL = 100;
export const MAX_CHOICES = 25;
export const MAX_CHOICE_NAME = 100;
export const MAX_MODAL_TITLE = 45;
