import { concat } from '../base/sourced-text.ts';
import { type FimForm, type HoleMarkers, isBlankFile, prefixFirst, suffixFirst } from './fim-parts.ts';
import { withCommentedContext } from './line-comment.ts';

/**
 * Code Llama, 7B and 13B; the spaces belong to the format. Source: `AutocompleteTemplate.ts` of
 * github.com/continuedev/continue; the tokens also in `llama-vocab.cpp` of github.com/ggml-org/llama.cpp.
 */
export const codeLlamaForm: FimForm = {
  markers: ['<PRE>', '<SUF>', '<MID>', '<EOT>', '<s>', '</s>'],
  stop: ['<EOT>'],
  render: (parts) =>
    prefixFirst(
      { prefix: '<PRE> ', suffix: ' <SUF>', middle: ' <MID>' },
      withCommentedContext(parts),
      parts.suffix,
    ),
};

/**
 * Granite Code and Granite 3, which speak the vocabulary of the first StarCoder; that one and CodeQwen 1.5
 * (`<file_sep>`) are asked in the same way. Sources: `llama-vocab.cpp` of github.com/ggml-org/llama.cpp,
 * github.com/bigcode-project/starcoder, README of github.com/QwenLM/CodeQwen1.5.
 */
export const graniteForm: FimForm = {
  markers: [
    '<fim_prefix>',
    '<fim_suffix>',
    '<fim_middle>',
    '<fim_pad>',
    '<reponame>',
    '<filename>',
    '<file_sep>',
    '<|endoftext|>',
    '<|end_of_text|>',
    '<|start_of_role|>',
    '<|end_of_role|>',
  ],
  stop: ['<|end_of_text|>', '<|endoftext|>'],
  render: prefixFirstBelowComments({
    prefix: '<fim_prefix>',
    suffix: '<fim_suffix>',
    middle: '<fim_middle>',
  }),
};

/** Granite 4. Source: `AutocompleteTemplate.ts` of github.com/continuedev/continue. */
export const granite4Form: FimForm = {
  markers: [
    '<|fim_prefix|>',
    '<|fim_suffix|>',
    '<|fim_middle|>',
    '<|fim_pad|>',
    '<|filename|>',
    '<|reponame|>',
    '<|end_of_text|>',
    '<|start_of_role|>',
    '<|end_of_role|>',
  ],
  stop: ['<|end_of_text|>'],
  render: prefixFirstBelowComments({
    prefix: '<|fim_prefix|>',
    suffix: '<|fim_suffix|>',
    middle: '<|fim_middle|>',
  }),
};

/**
 * Seed-Coder, suffix first as in its paper (arxiv.org/abs/2506.03524, 2.2), which names no form for several
 * files. The other ends were seen by `fim.lua` of github.com/g0t4/ask-openai.nvim.
 */
export const seedCoderForm: FimForm = {
  markers: [
    '<[fim-suffix]>',
    '<[fim-prefix]>',
    '<[fim-middle]>',
    '<[begin▁of▁sentence]>',
    '<[end▁of▁sentence]>',
    '<[PAD▁TOKEN]>',
    '<[SEP▁TOKEN]>',
  ],
  stop: ['<[end▁of▁sentence]>', '<|endoftext|>', '<|file_sep|>'],
  render: (parts) =>
    suffixFirst(
      { prefix: '<[fim-prefix]>', suffix: '<[fim-suffix]>', middle: '<[fim-middle]>' },
      withCommentedContext(parts),
      parts.suffix,
    ),
};

/** The vocabulary of GLM, and of CodeGeeX4, which was made from it. */
export const glmMarkers = [
  '<|code_prefix|>',
  '<|code_suffix|>',
  '<|code_middle|>',
  '<|endoftext|>',
  '<|system|>',
  '<|user|>',
  '<|assistant|>',
  '<|observation|>',
  '[gMASK]',
  '<sop>',
  '<eop>',
];

/** GLM 4.5 to 4.7. Source: the tokens in `llama-vocab.cpp` of github.com/ggml-org/llama.cpp; no text shows the order. */
export const glmForm: FimForm = {
  markers: glmMarkers,
  stop: ['<|endoftext|>', '<|user|>', '<|observation|>'],
  render: prefixFirstBelowComments({
    prefix: '<|code_prefix|>',
    suffix: '<|code_suffix|>',
    middle: '<|code_middle|>',
  }),
};

/** Falcon-H1-Tiny-Coder. Source: the tokens in `llama-vocab.cpp` of github.com/ggml-org/llama.cpp; no text shows the order. */
export const falconCoderForm: FimForm = {
  markers: [
    '<|prefix|>',
    '<|suffix|>',
    '<|middle|>',
    '<|endoftext|>',
    '<|end_of_text|>',
    '<|im_start|>',
    '<|im_end|>',
  ],
  stop: ['<|end_of_text|>', '<|endoftext|>', '<|im_end|>'],
  render: prefixFirstBelowComments({ prefix: '<|prefix|>', suffix: '<|suffix|>', middle: '<|middle|>' }),
};

/**
 * Mercury Coder: names its file only when that is blank. Source: `AutocompleteTemplate.ts` of
 * github.com/continuedev/continue, which found that it reads other files badly under `<|file_sep|>`.
 */
export const mercuryForm: FimForm = {
  markers: [
    '<|fim_prefix|>',
    '<|fim_suffix|>',
    '<|fim_middle|>',
    '<|fim_pad|>',
    '<|file_sep|>',
    '<|endoftext|>',
  ],
  stop: ['<|endoftext|>'],
  render: (parts) => {
    const header =
      isBlankFile(parts) && parts.context.length === 0 ? concat('<|file_sep|>', parts.path, '\n') : '';
    const hole = { prefix: '<|fim_prefix|>', suffix: '<|fim_suffix|>', middle: '<|fim_middle|>' };
    return concat(header, prefixFirst(hole, withCommentedContext(parts), parts.suffix));
  },
};

function prefixFirstBelowComments(markers: HoleMarkers): FimForm['render'] {
  return (parts) => prefixFirst(markers, withCommentedContext(parts), parts.suffix);
}
