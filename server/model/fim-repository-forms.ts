import { concat, type SourcedText } from '../base/sourced-text.ts';
import { glmMarkers } from './fim-comment-forms.ts';
import {
  endedLine,
  type FimForm,
  type FimParts,
  isBlankFile,
  prefixFirst,
  suffixFirst,
} from './fim-parts.ts';
import { commentPrefix } from './line-comment.ts';

/**
 * Qwen2.5-Coder and Qwen3-Coder. Source: README and `examples/Qwen2.5-Coder-repolevel-fim.py` of
 * github.com/QwenLM/Qwen2.5-Coder.
 */
export const qwenForm: FimForm = {
  markers: [
    '<|endoftext|>',
    '<|fim_prefix|>',
    '<|fim_suffix|>',
    '<|fim_middle|>',
    '<|fim_pad|>',
    '<|repo_name|>',
    '<|file_sep|>',
    '<|im_start|>',
    '<|im_end|>',
  ],
  stop: ['<|endoftext|>'],
  render: (parts) => {
    const hole = { prefix: '<|fim_prefix|>', suffix: '<|fim_suffix|>', middle: '<|fim_middle|>' };
    const current = prefixFirst(hole, parts.prefix, parts.suffix);
    if (parts.context.length === 0) return current;
    const files = parts.context.map(({ path, text }) => concat('<|file_sep|>', path, '\n', endedLine(text)));
    return concat(
      named('<|repo_name|>', parts.repository, '\n'),
      ...files,
      ...['<|file_sep|>', parts.path, '\n'],
      current,
    );
  },
};

/**
 * StarCoder 2 and Stable Code; the path of the completed file stands inside the prefix.
 * Sources: the StarCoder 2 paper (arxiv.org/abs/2402.19173, 5.1), `fim.lua` of
 * github.com/g0t4/ask-openai.nvim; the ends from `AutocompleteTemplate.ts` of github.com/continuedev/continue.
 */
export const starCoder2Form: FimForm = {
  markers: [
    '<fim_prefix>',
    '<fim_suffix>',
    '<fim_middle>',
    '<fim_pad>',
    '<repo_name>',
    '<file_sep>',
    '<|endoftext|>',
  ],
  stop: ['<file_sep>', '<|endoftext|>'],
  render: (parts) => {
    const hole = { prefix: '<fim_prefix>', suffix: '<fim_suffix>', middle: '<fim_middle>' };
    if (parts.context.length === 0) return prefixFirst(hole, parts.prefix, parts.suffix);
    const files = parts.context.map(({ path, text }) => concat('<file_sep>', path, '\n', text));
    const prefix = concat(parts.path, '\n', parts.prefix);
    return concat(
      named('<repo_name>', parts.repository, ''),
      ...files,
      '<file_sep>',
      prefixFirst(hole, prefix, parts.suffix),
    );
  },
};

/**
 * DeepSeek-Coder and DeepSeek-Coder-V2-Lite; bars and blanks in the tokens are U+FF5C and U+2581. Files stand
 * one after the other below a comment with the path, as they were trained (arxiv.org/abs/2401.14196, 2.2). The
 * tokens and ends are those of `AutocompleteTemplate.ts` of github.com/continuedev/continue, which also stops
 * at `//`; that would forbid comments and URLs, so we do not.
 */
export const deepSeekForm: FimForm = {
  markers: [
    '<｜fim▁begin｜>',
    '<｜fim▁hole｜>',
    '<｜fim▁end｜>',
    '<｜begin▁of▁sentence｜>',
    '<｜end▁of▁sentence｜>',
    '<｜User｜>',
    '<｜Assistant｜>',
    '<|EOT|>',
  ],
  stop: ['<｜end▁of▁sentence｜>'],
  render: (parts) => {
    const hole = { prefix: '<｜fim▁begin｜>', suffix: '<｜fim▁hole｜>', middle: '<｜fim▁end｜>' };
    return prefixFirst(hole, prefixBelowFiles(parts), parts.suffix);
  },
};

/**
 * Codestral: suffix first, and no token in front of the middle. Source: `AutocompleteTemplate.ts` of
 * github.com/continuedev/continue; `[MIDDLE]` from `fim.lua` of
 * github.com/g0t4/ask-openai.nvim.
 */
export const codestralForm: FimForm = {
  markers: ['[PREFIX]', '[SUFFIX]', '[MIDDLE]', '[INST]', '[/INST]', '<s>', '</s>'],
  stop: ['[PREFIX]', '[SUFFIX]', '\n+++++ '],
  render: (parts) => {
    const files = parts.context.map(({ path, text }) => concat('+++++ ', path, '\n', endedLine(text), '\n'));
    const isNamed = parts.context.length > 0 || isBlankFile(parts);
    const header = isNamed ? concat('+++++ ', parts.path, '\n') : '';
    const hole = { prefix: '[PREFIX]', suffix: '[SUFFIX]', middle: '' };
    return suffixFirst(hole, concat(...files, header, parts.prefix), parts.suffix);
  },
};

/**
 * CodeGemma: the path in front of the prefix token, a separator between files. Source: the CodeGemma report
 * (arxiv.org/abs/2406.11409, figures 2 and 4); the ends from `AutocompleteTemplate.ts` of
 * github.com/continuedev/continue.
 */
export const codeGemmaForm: FimForm = {
  markers: [
    '<|fim_prefix|>',
    '<|fim_suffix|>',
    '<|fim_middle|>',
    '<|file_separator|>',
    '<start_of_turn>',
    '<end_of_turn>',
    '<bos>',
    '<eos>',
  ],
  stop: ['<|file_separator|>', '<end_of_turn>', '<eos>'],
  render: (parts) => {
    const hole = { prefix: '<|fim_prefix|>', suffix: '<|fim_suffix|>', middle: '<|fim_middle|>' };
    const current = prefixFirst(hole, parts.prefix, parts.suffix);
    if (parts.context.length === 0) return current;
    const files = parts.context.map(({ path, text }) => concat(path, '\n', text, '<|file_separator|>'));
    return concat(...files, parts.path, '\n', current);
  },
};

/**
 * Mellum: each file below its name, the completed one last and suffix first. Source: the example of the model
 * card of JetBrains/Mellum-4b-base, which names no repository, as tested by github.com/continuedev/continue;
 * the tokens from `fim.lua` of github.com/g0t4/ask-openai.nvim.
 */
export const mellumForm: FimForm = {
  markers: [
    '<fim_prefix>',
    '<fim_suffix>',
    '<fim_middle>',
    '<fim_pad>',
    '<filename>',
    '<reponame>',
    '<|endoftext|>',
    '<|im_start|>',
    '<|im_end|>',
  ],
  stop: ['<|endoftext|>', '<filename>'],
  render: (parts) => {
    const hole = { prefix: '<fim_prefix>', suffix: '<fim_suffix>', middle: '<fim_middle>' };
    const files = parts.context.map(({ path, text }) => concat('<filename>', path, '\n', endedLine(text)));
    const current = suffixFirst(hole, parts.prefix, parts.suffix);
    return concat(...files, '<filename>', parts.path, '\n', current);
  },
};

/**
 * CodeGeeX4, asked in a chat turn; a language that is not known stays empty. Sources:
 * `guides/Infilling_guideline.md` of github.com/THUDM/CodeGeeX4, and `AutocompleteTemplate.ts` of
 * github.com/continuedev/continue.
 */
export const codeGeeX4Form: FimForm = {
  markers: glmMarkers,
  stop: ['<|user|>', '<|endoftext|>'],
  render: (parts) => {
    const hole = { prefix: '<|code_prefix|>', suffix: '<|code_suffix|>', middle: '<|code_middle|>' };
    const files = parts.context.map(({ path, text }) =>
      concat('###REFERENCE:\n###PATH:', path, '\n', endedLine(text)),
    );
    return concat(
      '<|user|>\n',
      ...files,
      ...['###PATH:', parts.path, '\n###LANGUAGE:', parts.languageId, '\n###MODE:BLOCK\n'],
      suffixFirst(hole, parts.prefix, parts.suffix),
      '<|assistant|>\n',
    );
  },
};

/** The prefix below the other files as they are, each under its path. */
function prefixBelowFiles(parts: FimParts): SourcedText {
  if (parts.context.length === 0) return parts.prefix;
  const comment = commentPrefix(parts.languageId, parts.path);
  const files = parts.context.map(({ path, text }) => concat(comment, path, '\n', endedLine(text)));
  return concat(...files, comment, parts.path, '\n', parts.prefix);
}

function named(marker: string, name: string, end: string): string {
  return name === '' ? '' : `${marker}${name}${end}`;
}
