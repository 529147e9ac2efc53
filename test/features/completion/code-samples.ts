import { TextDocument } from '../../../server/base/text-document.ts';

/** Code as people write it, in languages whose blocks end in different ways. */
export const codeSamples: readonly TextDocument[] = [
  sample('typescript', 'ts', typescript()),
  sample('python', 'py', python()),
  sample('go', 'go', go()),
  sample('rust', 'rs', rust()),
  sample('ruby', 'rb', ruby()),
  sample('yaml', 'yaml', yaml()),
  sample('html', 'html', html()),
];

function sample(languageId: string, extension: string, text: string): TextDocument {
  return new TextDocument({ uri: `file:///sample.${extension}`, languageId, version: 1 }, text);
}

function typescript(): string {
  return `import { readFile } from 'node:fs/promises';

/** Where a user's settings lie. */
export interface SettingsPlace {
  readonly folder: string;
  readonly name?: string;
}

const defaults = {
  retries: 3,
  timeoutMs: 2_000,
  headers: { accept: 'application/json' },
};

export class Settings {
  readonly #place: SettingsPlace;
  #values = new Map<string, unknown>();

  constructor(place: SettingsPlace) {
    this.#place = place;
  }

  async load(signal: AbortSignal): Promise<void> {
    const path = \`\${this.#place.folder}/\${this.#place.name ?? 'settings.json'}\`;
    try {
      const text = await readFile(path, { encoding: 'utf8', signal });
      for (const [key, value] of Object.entries(JSON.parse(text))) {
        if (!(key in defaults)) continue;
        this.#values.set(key, value);
      }
    } catch (error) {
      if (isMissing(error)) return;
      throw error;
    }
  }

  get(key: keyof typeof defaults): unknown {
    return this.#values.get(key) ?? defaults[key];
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

export const isQuote = (character: string) => character === '"' || character === "'";
`;
}

function python(): string {
  return `"""Reads orders."""

import csv
from dataclasses import dataclass


@dataclass
class Order:
    """One line of the list."""

    name: str
    count: int = 1
    price: float = 0.0

    def total(self, rate: float) -> float:
        # Prices are without tax.
        return self.count * self.price * (1 + rate)


def read_orders(path, skip_empty=True):
    orders = []
    with open(path, newline="") as source:
        for row in csv.DictReader(source):
            count = int(row.get("count") or 0)
            if skip_empty and count == 0:
                continue
            orders.append(
                Order(
                    name=row["name"],
                    count=count,
                    price=float(row["price"]),
                )
            )
    return orders


def most_expensive(orders):
    if not orders:
        return None
    else:
        return max(orders, key=lambda order: order.total(0.19))
`;
}

function go(): string {
  return `package store

import (
	"errors"
	"fmt"
	"sync"
)

// ErrMissing says that nothing is stored under a key.
var ErrMissing = errors.New("missing")

// Store keeps values by name.
type Store struct {
	mutex  sync.Mutex
	values map[string][]byte
}

// Get gives the value of a key.
func (s *Store) Get(key string) ([]byte, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	value, ok := s.values[key]
	if !ok {
		return nil, fmt.Errorf("get %q: %w", key, ErrMissing)
	}
	return value, nil
}

func kindOf(value any) string {
	switch value.(type) {
	case string:
		return "text"
	case int, int64:
		return "number"
	default:
		return "other"
	}
}
`;
}

function rust(): string {
  return `use std::collections::HashMap;

/// Counts words.
pub struct Counter<'a> {
    counts: HashMap<&'a str, usize>,
}

impl<'a> Counter<'a> {
    pub fn new() -> Self {
        Self { counts: HashMap::new() }
    }

    pub fn add(&mut self, text: &'a str) {
        for word in text.split_whitespace() {
            *self.counts.entry(word).or_insert(0) += 1;
        }
    }

    pub fn most(&self) -> Option<(&'a str, usize)> {
        self.counts
            .iter()
            .max_by_key(|(_, count)| **count)
            .map(|(word, count)| (*word, *count))
    }
}

fn describe(count: usize) -> &'static str {
    match count {
        0 => "none",
        1 => "one",
        _ => "many",
    }
}
`;
}

function ruby(): string {
  return `require 'json'

module Catalog
  class Item
    attr_reader :name, :price

    def initialize(name, price)
      @name = name
      @price = price
    end

    def cheap?(limit = 10)
      return false if price.nil?

      price < limit
    end
  end

  def self.load(path)
    JSON.parse(File.read(path)).map do |entry|
      Item.new(entry['name'], entry['price'])
    end
  end
end
`;
}

function yaml(): string {
  return `name: check
on:
  push:
    branches: [main]
jobs:
  test:
    runs-on: ubuntu-latest
    strategy:
      matrix:
        node: [20, 22]
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npm ci
      - run: npm test
`;
}

function html(): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Orders</title>
  </head>
  <body>
    <ul class="orders">
      <li>was <s>10</s> now 8</li>
      <li>was <s>12</s> now 9</li>
    </ul>
  </body>
</html>
`;
}
