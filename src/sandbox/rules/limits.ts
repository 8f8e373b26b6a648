/** What Discord documents as limits; lengths in characters, sizes in bytes, times in milliseconds. */

export const CONTENT_LENGTH = 2000;
export const NONCE_LENGTH = 25;
export const NONCE_WINDOW_MS = 5 * 60_000;

export const EMBEDS = 10;
export const EMBED_TOTAL_LENGTH = 6000;
export const EMBED_TITLE_LENGTH = 256;
export const EMBED_DESCRIPTION_LENGTH = 4096;
export const EMBED_FIELDS = 25;
export const EMBED_FIELD_NAME_LENGTH = 256;
export const EMBED_FIELD_VALUE_LENGTH = 1024;
export const EMBED_FOOTER_LENGTH = 2048;
export const EMBED_AUTHOR_LENGTH = 256;

export const LEGACY_ROWS = 5;
export const ROW_BUTTONS = 5;
export const COMPONENTS_TOTAL = 40;
export const COMPONENTS_TEXT_LENGTH = 4000;
export const SECTION_TEXTS = 3;
export const GALLERY_ITEMS = 10;
export const ALT_TEXT_LENGTH = 1024;

export const CUSTOM_ID_LENGTH = 100;
export const BUTTON_LABEL_LENGTH = 80;
export const URL_LENGTH = 512;
export const SELECT_OPTIONS = 25;
export const SELECT_PLACEHOLDER_LENGTH = 150;
export const OPTION_TEXT_LENGTH = 100;

export const MODAL_TITLE_LENGTH = 45;
export const MODAL_LABEL_LENGTH = 45;
export const MODAL_LABEL_DESCRIPTION_LENGTH = 100;
export const MODAL_PARTS = 5;
export const TEXT_INPUT_LENGTH = 4000;
export const TEXT_INPUT_PLACEHOLDER_LENGTH = 100;
export const CHECK_OPTIONS = 10;
export const UPLOAD_FILES = 10;
export const FILE_TYPES = 10;

export const COMMAND_NAME_LENGTH = 32;
export const COMMAND_DESCRIPTION_LENGTH = 100;
export const COMMAND_OPTIONS = 25;
export const COMMAND_CHOICES = 25;
export const CHOICE_LENGTH = 100;
export const COMMAND_TOTAL_LENGTH = 8000;
export const CHAT_INPUT_COMMANDS = 100;
export const CONTEXT_MENU_COMMANDS = 15;
export const STRING_OPTION_LENGTH = 6000;

export const ATTACHMENTS = 10;
export const ATTACHMENT_BYTES = 10 * 1024 * 1024;
export const REQUEST_BYTES = 25 * 1024 * 1024;

export const RESPOND_WITHIN_MS = 3000;
export const TOKEN_VALID_MS = 15 * 60_000;
