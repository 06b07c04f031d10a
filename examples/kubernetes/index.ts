import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random";
import { InterviewWebhooks } from "pulumi-xobin";
import { bundle } from "./bundle";

const config = new pulumi.Config();
const hostname = config.require("hostname");
// Two stacks may share a namespace: the Service of one must not find the pods of the other, which expect another credential.
const labels = {
  "app.kubernetes.io/name": pulumi.getProject(),
  "app.kubernetes.io/instance": pulumi.getStack(),
};
const PORT = 8080;

const webhookKey = new RandomPassword("webhook-key", { length: 48, special: false });

// Each gets a new name when its content changes, and with it the Deployment new pods.
const secret = new k8s.core.v1.Secret("receiver", { stringData: { WEBHOOK_KEY: webhookKey.result } });
const code = new k8s.core.v1.ConfigMap("receiver", { data: { "receiver.js": bundle() }, immutable: true });

const deployment = new k8s.apps.v1.Deployment("receiver", {
  spec: {
    replicas: 2,
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
        containers: [
          {
            name: "receiver",
            image: "node:22-alpine",
            command: ["node", "/app/receiver.js"],
            env: [{ name: "PORT", value: String(PORT) }],
            envFrom: [{ secretRef: { name: secret.metadata.name } }],
            ports: [{ containerPort: PORT }],
            readinessProbe: { httpGet: { path: "/healthz", port: PORT } },
            resources: { requests: { cpu: "10m", memory: "64Mi" }, limits: { memory: "128Mi" } },
            securityContext: {
              allowPrivilegeEscalation: false,
              readOnlyRootFilesystem: true,
              capabilities: { drop: ["ALL"] },
            },
            volumeMounts: [{ name: "code", mountPath: "/app" }],
          },
        ],
        volumes: [{ name: "code", configMap: { name: code.metadata.name } }],
      },
    },
  },
});

const service = new k8s.core.v1.Service("receiver", {
  spec: { selector: deployment.spec.template.metadata.labels, ports: [{ port: 80, targetPort: PORT }] },
});

const ingress = new k8s.networking.v1.Ingress("receiver", {
  metadata: { annotations: { "cert-manager.io/cluster-issuer": config.require("clusterIssuer") } },
  spec: {
    ingressClassName: config.require("ingressClass"),
    tls: [{ hosts: [hostname], secretName: `${hostname}-tls` }],
    rules: [
      {
        host: hostname,
        http: {
          paths: [
            {
              path: "/xobin",
              pathType: "Prefix",
              backend: { service: { name: service.metadata.name, port: { number: 80 } } },
            },
          ],
        },
      },
    ],
  },
});

// Not before the Ingress is there: the events that come earlier would be lost.
const webhooks = new InterviewWebhooks(
  "receptionist",
  {
    aiInterviewId: config.requireNumber("aiInterviewId"),
    start: { url: `https://${hostname}/xobin/start` },
    submission: { url: `https://${hostname}/xobin/submission` },
    auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: webhookKey.result } },
  },
  { dependsOn: ingress },
);

export const submissionUrl = webhooks.submission.apply((submission) => submission?.url);
