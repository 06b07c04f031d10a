// A test runs `pulumi` several times, at about 2 s each on an idle machine.
jest.setTimeout(180_000);
