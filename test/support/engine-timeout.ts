// A test runs `pulumi` several times, at about 2 s each where nothing else runs.
jest.setTimeout(180_000);
