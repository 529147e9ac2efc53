<?php

declare(strict_types=1);

namespace Example\Invoice;

final class Line
{
    public function __construct(public readonly string $text, public readonly int $cents)
    {
    }

    public function label(): string
    {
        return sprintf('%s: %.2f', $this->text, $this->cents / 100);
    }
}
