# SPDX-License-Identifier: GPL-3.0-or-later
# Two commands are enough: `make run` tries the program, `make test` proves it. All substance is in build-aux/.

BUILD ?= build

.PHONY: build run test bench setup clean

build: setup
	@build-aux/build $(BUILD)

setup:
	@build-aux/setup

run: build
	@build-aux/run $(BUILD)

test: setup
	@build-aux/run-tests $(BUILD)

bench: build
	@build-aux/bench $(BUILD)

clean:
	rm -rf $(BUILD) $(BUILD)-asan
