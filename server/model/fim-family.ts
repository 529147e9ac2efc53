import {
  codeLlamaForm,
  falconCoderForm,
  glmForm,
  granite4Form,
  graniteForm,
  mercuryForm,
  seedCoderForm,
} from './fim-comment-forms.ts';
import type { FimForm } from './fim-parts.ts';
import {
  codeGeeX4Form,
  codeGemmaForm,
  codestralForm,
  deepSeekForm,
  mellumForm,
  qwenForm,
  starCoder2Form,
} from './fim-repository-forms.ts';

/** The families of models whose prompts for filling in the middle we can write; `stable-code` is as `starcoder2`. */
export const fimFamilyNames = [
  'qwen',
  'starcoder2',
  'stable-code',
  'codellama',
  'deepseek',
  'codestral',
  'codegemma',
  'granite',
  'granite4',
  'seed-coder',
  'mellum',
  'codegeex4',
  'glm',
  'falcon-coder',
  'mercury',
] as const;

export type FimFamilyName = (typeof fimFamilyNames)[number];

/** A family and how its models are asked. */
export interface FimFamily extends FimForm {
  readonly name: FimFamilyName;
}

export function fimFamily(name: FimFamilyName): FimFamily {
  return { name, ...forms[name] };
}

/**
 * The family that a model's name speaks of, as Ollama, Hugging Face, LM Studio or a `.gguf` file spell it;
 * undefined for models that were not trained to fill in the middle, as far as their names tell.
 */
export function detectFimFamily(modelName: string): FimFamilyName | undefined {
  const name = modelName.slice(Math.max(modelName.lastIndexOf('/'), modelName.lastIndexOf('\\')) + 1);
  if (untrained.test(name)) return undefined;
  return patterns.find(([pattern]) => pattern.test(name))?.[1];
}

const forms: Readonly<Record<FimFamilyName, FimForm>> = {
  qwen: qwenForm,
  starcoder2: starCoder2Form,
  'stable-code': starCoder2Form,
  codellama: codeLlamaForm,
  deepseek: deepSeekForm,
  codestral: codestralForm,
  codegemma: codeGemmaForm,
  granite: graniteForm,
  granite4: granite4Form,
  'seed-coder': seedCoderForm,
  mellum: mellumForm,
  codegeex4: codeGeeX4Form,
  glm: glmForm,
  'falcon-coder': falconCoderForm,
  mercury: mercuryForm,
};

/**
 * Relatives of the families that cannot fill in the middle: those that embed and rank, Codestral Mamba, and by
 * their model cards the large and the Python Code Llama, the large DeepSeek-Coder-V2 and CodeGemma for chat.
 */
const untrained = new RegExp(
  [
    'embed|rerank|guardian|vision|speech',
    'mamba-?codestral|codestral-?mamba',
    'code-?llama.*(34b|70b|python)',
    'deepseek-coder-v2.*236b',
    'codegemma.*(instruct|[-:]it\\b)',
  ].join('|'),
  'i',
);

const patterns: readonly (readonly [RegExp, FimFamilyName])[] = [
  [/codeqwen|starcoder(?!-?2)/i, 'granite'],
  [/qwen.*coder/i, 'qwen'],
  [/starcoder-?2/i, 'starcoder2'],
  [/stable-?code/i, 'stable-code'],
  [/code-?llama/i, 'codellama'],
  [/deepseek-coder/i, 'deepseek'],
  [/codestral/i, 'codestral'],
  [/codegemma/i, 'codegemma'],
  [/granite-?4(?![\db])/i, 'granite4'],
  [/granite-?(code|3(?![\db])|\d+b-code)/i, 'granite'],
  [/seed-?coder/i, 'seed-coder'],
  [/mellum/i, 'mellum'],
  [/codegeex-?4/i, 'codegeex4'],
  [/\bglm-?4\.[5-9]/i, 'glm'],
  [/falcon.*coder/i, 'falcon-coder'],
  [/mercury-coder/i, 'mercury'],
];
