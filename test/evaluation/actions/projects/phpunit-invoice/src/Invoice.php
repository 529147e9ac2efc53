<?php

declare(strict_types=1);

namespace Example\Invoice;

use DomainException;
use InvalidArgumentException;

class Invoice
{
    private int $cents = 0;

    private bool $isClosed = false;

    public function __construct(private string $country, private ?string $customer = null)
    {
    }

    public function add(int $cents, int $count = 1): int
    {
        if ($count < 1) {
            throw new InvalidArgumentException('a count starts at 1');
        }
        if ($this->isClosed) {
            throw new DomainException("the invoice is closed");
        }
        $this->cents += $cents * $count;

        return $this->cents;
    }

    public function close(): void
    {
        $this->isClosed = true;
    }

    public function taxRate(string $kind): float
    {
        switch ($kind) {
            case 'food':
                return 0.07;
            case 'book':
                return 0.05;
        }
        if ($this->country === 'CH') {
            return 0.081;
        }

        return 0.19;
    }

    public static function number(int $year, ?int $serial): string
    {
        return match ($serial) {
            null => "$year-draft",
            default => sprintf('%d-%04d', $year, $serial),
        };
    }
}
