<?php

declare(strict_types=1);

namespace Example\Invoice\Tests;

use Example\Invoice\Line;
use PHPUnit\Framework\TestCase;

final class LineTest extends TestCase
{
    public function testLabel(): void
    {
        $this->assertSame('Tea: 2.50', (new Line('Tea', 250))->label());
    }
}
