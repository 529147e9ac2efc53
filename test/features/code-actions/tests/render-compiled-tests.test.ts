import { expect, test } from 'vitest';

import { renderedTests } from './support/rendered-tests.ts';

const four = { indent: '    ', quote: '"' } as const;

const account = `
package bank

func NewAccount(owner string) (*Account, error) { return nil, nil }

func (a *Account) Withdraw(cents int64, at time.Time) error {
	if cents <= 0 {
		return errors.New("nothing to take")
	}
	if a.cents < cents {
		return ErrOverdrawn
	}
	return nil
}

func Must(options Options, check func(string) bool) (name string, count int) {
	if options.Bad {
		panic("bad options")
	}
	return options.Name, 1
}
`;

test('go test: a function a case, which compares errors whose text or name the source tells', async () => {
  const style = { indent: '\t', isGrouped: false };
  expect(
    await renderedTests({ framework: 'go test', language: 'go', source: account, style, prefix: 'bank.' }),
  ).toMatchInlineSnapshot(`
    "
    import "testing"
    import "time"
    import "errors"
    func TestNewAccount_ReturnsNilNil(t *testing.T) {
    	t.Skip("to be written: returns nil, nil")
    	got, err := bank.NewAccount("text")
    	t.Errorf("got %v and error %v, say what is wanted", got, err)
    }
    func TestAccountWithdraw_ReturnsErrorNothingToTakeWhenCentsIsAtMost0(t *testing.T) {
    	t.Skip("to be written: returns error \\"nothing to take\\" when cents <= 0")
    	account, err := bank.NewAccount("text")
    	if err != nil {
    		t.Fatal(err)
    	}
    	err = account.Withdraw(0, time.Unix(0, 0))
    	if err == nil || err.Error() != "nothing to take" {
    		t.Errorf("got error %v, want %q", err, "nothing to take")
    	}
    }

    func TestAccountWithdraw_ReturnsErrOverdrawnWhenACentsIsBelowCents(t *testing.T) {
    	t.Skip("to be written: returns ErrOverdrawn when a.cents < cents")
    	account, err := bank.NewAccount("text")
    	if err != nil {
    		t.Fatal(err)
    	}
    	err = account.Withdraw(1, time.Unix(0, 0))
    	if !errors.Is(err, bank.ErrOverdrawn) {
    		t.Errorf("got error %v, want %v", err, bank.ErrOverdrawn)
    	}
    }

    func TestAccountWithdraw_ReturnsNilOtherwise(t *testing.T) {
    	t.Skip("to be written: returns nil otherwise")
    	account, err := bank.NewAccount("text")
    	if err != nil {
    		t.Fatal(err)
    	}
    	err = account.Withdraw(1, time.Unix(0, 0))
    	t.Errorf("got error %v, say what is wanted", err)
    }
    func TestMust_PanicsWhenOptionsBad(t *testing.T) {
    	t.Skip("to be written: panics when options.Bad")
    	defer func() {
    		if got := recover(); got != "bad options" {
    			t.Errorf("recovered %v, want %q", got, "bad options")
    		}
    	}()
    	bank.Must(*new(bank.Options), func(string) bool { return false })
    }

    func TestMust_ReturnsOptionsName1Otherwise(t *testing.T) {
    	t.Skip("to be written: returns options.Name, 1 otherwise")
    	got1, got2 := bank.Must(*new(bank.Options), func(string) bool { return false })
    	t.Errorf("got %v and %v, say what is wanted", got1, got2)
    }
    "
  `);
});

test('go test with subtests and testify, where the neighbors have them', async () => {
  const style = { indent: '\t', isGrouped: true, assertion: 'assert' };
  const imports = ['import "github.com/stretchr/testify/assert"'];
  expect(
    await renderedTests({ framework: 'go test', language: 'go', source: account, style, imports }),
  ).toMatchInlineSnapshot(`
    "
    import "testing"
    import "time"
    func TestNewAccount(t *testing.T) {
    	t.Run("returns nil, nil", func(t *testing.T) {
    		t.Skip("to be written: returns nil, nil")
    		got, err := NewAccount("text")
    		assert.Equal(t, "what is expected here", got)
    		assert.Equal(t, "what is expected here", err)
    	})
    }
    func TestAccountWithdraw(t *testing.T) {
    	t.Run("returns error \\"nothing to take\\" when cents <= 0", func(t *testing.T) {
    		t.Skip("to be written: returns error \\"nothing to take\\" when cents <= 0")
    		account, err := NewAccount("text")
    		if err != nil {
    			t.Fatal(err)
    		}
    		err = account.Withdraw(0, time.Unix(0, 0))
    		assert.EqualError(t, err, "nothing to take")
    	})
    	t.Run("returns ErrOverdrawn when a.cents < cents", func(t *testing.T) {
    		t.Skip("to be written: returns ErrOverdrawn when a.cents < cents")
    		account, err := NewAccount("text")
    		if err != nil {
    			t.Fatal(err)
    		}
    		err = account.Withdraw(1, time.Unix(0, 0))
    		assert.ErrorIs(t, err, ErrOverdrawn)
    	})
    	t.Run("returns nil otherwise", func(t *testing.T) {
    		t.Skip("to be written: returns nil otherwise")
    		account, err := NewAccount("text")
    		if err != nil {
    			t.Fatal(err)
    		}
    		err = account.Withdraw(1, time.Unix(0, 0))
    		assert.Equal(t, "what is expected here", err)
    	})
    }
    func TestMust(t *testing.T) {
    	t.Run("panics when options.Bad", func(t *testing.T) {
    		t.Skip("to be written: panics when options.Bad")
    		assert.PanicsWithValue(t, "bad options", func() { Must(*new(Options), func(string) bool { return false }) })
    	})
    	t.Run("returns options.Name, 1 otherwise", func(t *testing.T) {
    		t.Skip("to be written: returns options.Name, 1 otherwise")
    		got1, got2 := Must(*new(Options), func(string) bool { return false })
    		assert.Equal(t, "what is expected here", got1)
    		assert.Equal(t, "what is expected here", got2)
    	})
    }
    "
  `);
});

test('cargo test: ignored, in the module of tests, with errors that are given back told from panics', async () => {
  const source = `
pub fn seconds(text: &str, units: &[String]) -> Result<u64, DurationError> {
    if text.is_empty() {
        return Err(DurationError::Empty);
    }
    Ok(1)
}
impl Timer {
    pub fn new(seconds: u64) -> Self { Timer { left: seconds } }
    pub fn tick(&mut self, by: u64) -> bool {
        if by == 0 { panic!("time goes on"); }
        self.left == 0
    }
}
`;
  expect(
    await renderedTests({ framework: 'cargo test', language: 'rust', source, style: four, path: 'src/a.rs' }),
  ).toMatchInlineSnapshot(`
    "
        #[test]
        #[ignore = "to be written: returns Err(DurationError::Empty) when text.is_empty()"]
        fn seconds_returns_err_duration_error_empty_when_text_is_empty() {
            let result = seconds("", &["text".to_string()]);
            assert!(matches!(result, Err(DurationError::Empty { .. })));
        }

        #[test]
        #[ignore = "to be written: returns Ok(1) otherwise"]
        fn seconds_returns_ok_1_otherwise() {
            let _result = seconds("text", &["text".to_string()]);
            todo!("say what is expected");
        }
        #[test]
        #[ignore = "to be written: returns Timer { left: seconds }"]
        fn timer_new_returns_timer_left_seconds() {
            let _result = Timer::new(1);
            todo!("say what is expected");
        }
        #[test]
        #[should_panic(expected = "time goes on")]
        #[ignore = "to be written: panics when by == 0"]
        fn timer_tick_panics_when_by_is_0() {
            let mut timer = Timer::new(1);
            let _ = timer.tick(0);
        }

        #[test]
        #[ignore = "to be written: returns self.left == 0 otherwise"]
        fn timer_tick_returns_self_left_is_0_otherwise() {
            let mut timer = Timer::new(1);
            let result = timer.tick(1);
            todo!("got {result:?}, say what is expected");
        }
    "
  `);
});
