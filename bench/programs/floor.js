// The least that a dynamic resource can be: an object literal, captured by value, that does nothing.
const pulumi = require("@pulumi/pulumi");
const { declarations } = require("./inputs");

const nothing = {
  create: async (inputs) => ({ id: String(inputs.aiInterviewId), outs: inputs }),
  update: async (_id, _olds, news) => ({ outs: news }),
};

class Floor extends pulumi.dynamic.Resource {
  constructor(name, args, opts) {
    super(nothing, name, args, opts);
  }
}

for (const { name, args } of declarations) {
  new Floor(name, args);
}
