package account

import (
	"errors"
	"fmt"
	"time"
)

// ErrOverdrawn says that more was wanted than there is.
var ErrOverdrawn = errors.New("overdrawn")

// Account holds cents.
type Account struct {
	owner string
	cents int64
}

// NewAccount opens an account.
func NewAccount(owner string) (*Account, error) {
	if owner == "" {
		return nil, errors.New("an account needs an owner")
	}
	return &Account{owner: owner}, nil
}

// Withdraw takes money out.
func (a *Account) Withdraw(cents int64) error {
	if cents <= 0 {
		return fmt.Errorf("cannot take %d", cents)
	}
	if a.cents < cents {
		return ErrOverdrawn
	}
	a.cents -= cents
	return nil
}

// Fee is what a transfer costs.
func Fee(cents int64, kind string, at time.Time) (int64, error) {
	switch kind {
	case "instant":
		return 50, nil
	case "letter":
		return 200, nil
	}
	if at.Weekday() == time.Sunday {
		return 0, errors.New("closed on Sundays")
	}
	return cents / 1000, nil
}

// Must panics where a number is not right.
func Must(number string, check func(string) bool) string {
	if !check(number) {
		panic("not a number of an account")
	}
	return number
}

// Sum adds up what Map makes of things.
func Sum[T any](items []T, value func(T) int) int {
	total := 0
	for _, item := range items {
		total += value(item)
	}
	return total
}
