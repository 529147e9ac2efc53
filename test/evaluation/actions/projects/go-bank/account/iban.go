// Package account keeps money.
package account

import "strings"

// Compact drops the spaces of a number.
func Compact(number string) string {
	return strings.ReplaceAll(number, " ", "")
}
