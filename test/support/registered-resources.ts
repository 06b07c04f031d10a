import * as pulumi from "@pulumi/pulumi";

/** Runs each test of the file under Pulumi's mocks. @returns the resources that its program has registered, anew for each test */
export function registeredUnderMocks(): pulumi.runtime.MockResourceArgs[] {
  const registered: pulumi.runtime.MockResourceArgs[] = [];
  beforeEach(async () => {
    registered.length = 0;
    await pulumi.runtime.setMocks({
      newResource: (resource) => {
        registered.push(resource);
        return { id: `${resource.name}-id`, state: resource.inputs as object };
      },
      call: ({ inputs }) => inputs as Record<string, unknown>,
    });
  });
  return registered;
}
