namespace RnnGen.Training;

/// <summary>What one step of training came to.</summary>
/// <param name="Loss">The mean loss of a token in nats, over the window.</param>
/// <param name="Norm">The norm of the gradient before it was clipped.</param>
/// <param name="Rate">The learning rate.</param>
/// <param name="Tokens">The number of tokens of the window.</param>
public readonly record struct TrainingStep(double Loss, double Norm, double Rate, long Tokens);
