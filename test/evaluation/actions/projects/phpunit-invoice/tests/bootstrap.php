<?php

spl_autoload_register(function (string $class): void {
    $path = str_replace(['Example\\Invoice\\', '\\'], ['', '/'], $class);
    $file = __DIR__ . "/../src/$path.php";
    if (is_file($file)) {
        require $file;
    }
});
