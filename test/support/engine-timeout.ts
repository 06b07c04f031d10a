// A test runs `pulumi` up to ten times, at about 2 s each on an idle machine and many times that on a busy one.
jest.setTimeout(300_000);
