namespace RnnGen.Training;

/// <summary>
/// Represents how the learning rate changes over a training: it rises from 0 in a straight line, and then
/// follows a shape.
/// </summary>
/// <remarks>
/// "constant" stays at 1. "plateau" is halved whenever validations no longer improve. "cosine" falls as half
/// a wave (Loshchilov and Hutter, 2017, without restarts) from 1 to 0.01 behind the last step and stays there.
/// </remarks>
public sealed class Schedule
{
    private const double Floor = 0.01;

    private readonly int warmUp;
    private readonly int steps;
    private readonly Func<int, double, double> shape;

    /// <summary>Initializes a schedule.</summary>
    /// <param name="name">"plateau", "cosine" or "constant".</param>
    /// <param name="warmUp">Steps over which the rate rises.</param>
    /// <param name="steps">The number of steps of the training; only "cosine" needs it.</param>
    /// <exception cref="ArgumentException">
    /// There is no schedule of this name, or no steps are left for the cosine after the warm-up.
    /// </exception>
    public Schedule(string name, int warmUp, int steps)
    {
        if (name == "cosine" && steps <= warmUp)
        {
            throw new ArgumentException(
                $"A cosine must have more steps than the {warmUp} of the warm-up, but has {steps}.",
                nameof(steps));
        }

        this.warmUp = warmUp;
        this.steps = steps;
        shape = name switch
        {
            "plateau" => (_, plateau) => plateau,
            "cosine" => (step, _) => Cosine(step),
            "constant" => (_, _) => 1,
            _ => throw new ArgumentException(
                $"A schedule must be plateau, cosine or constant, but is '{name}'.", nameof(name)),
        };
    }

    /// <summary>Gets what the learning rate is to be multiplied with.</summary>
    /// <param name="step">The number of steps taken before.</param>
    /// <param name="plateau">The factor that validations led to: <see cref="Plateau.RateFactor"/>.</param>
    /// <returns>A factor in (0, 1].</returns>
    public double FactorAt(int step, double plateau)
    {
        return Math.Min(1, (step + 1.0) / Math.Max(1, warmUp)) * shape(step, plateau);
    }

    private double Cosine(int step)
    {
        var done = Math.Clamp((double)(step - warmUp) / (steps - warmUp), 0, 1);
        return Floor + (1 - Floor) * (1 + Math.Cos(Math.PI * done)) / 2;
    }
}
