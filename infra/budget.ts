import { CfnBudget } from 'aws-cdk-lib/aws-budgets'
import { Construct } from 'constructs'

/** Says when a month costs more than it should, and when it is about to. */
export class Budget extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { dollars, email }: { dollars: number; email: string | undefined },
  ) {
    super(scope, id)
    const subscribers = email ? [{ subscriptionType: 'EMAIL', address: email }] : undefined
    const notice = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
      notification: {
        notificationType,
        threshold,
        comparisonOperator: 'GREATER_THAN',
        thresholdType: 'PERCENTAGE',
      },
      subscribers: subscribers ?? [],
    })
    new CfnBudget(this, 'Month', {
      budget: {
        budgetName: 'City Tools, a month',
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: dollars, unit: 'USD' },
      },
      ...(subscribers && { notificationsWithSubscribers: [notice('ACTUAL', 80), notice('FORECASTED', 100)] }),
    })
  }
}
