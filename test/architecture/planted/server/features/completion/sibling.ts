import { chat } from '../chat/chat.ts';
export const sibling = chat;
