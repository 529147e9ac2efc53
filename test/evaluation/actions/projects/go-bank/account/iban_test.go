package account

import "testing"

func TestCompact(t *testing.T) {
	if got := Compact("DE 12"); got != "DE12" {
		t.Errorf("got %q", got)
	}
}
