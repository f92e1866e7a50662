import { App, Tags, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { AmurStack } from './amur-stack.ts';
import { DataStack } from './data-stack.ts';
import { ownSettings, STAGES } from './stages.ts';

const app = new App();
for (const stage of STAGES) {
  const description = `Amur, ${stage.name}`;
  const data = new DataStack(app, `amur-${stage.name}-data`, {
    stage,
    description: `${description}: what is kept`,
  });
  const own = ownSettings(app.node);
  new AmurStack(app, `amur-${stage.name}`, { stage, own, data, description: `${description}: what runs` });
  Tags.of(app).add('project', 'amur');
}
Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
app.synth();
