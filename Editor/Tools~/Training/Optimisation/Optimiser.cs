namespace RnnGen.Training;

/// <summary>
/// Represents a rule by which the weights of a network follow their gradients, in the memory of the
/// parameters.
/// </summary>
/// <remarks>Steps allocate nothing after the first ones. Not safe for use by several threads at once.</remarks>
public abstract class Optimiser
{
    private readonly ParameterSet parameters;
    private readonly Action<int> move;
    private WeightVector? gradients;
    private double rate;

    /// <param name="parameters">What is moved.</param>
    /// <param name="moments">
    /// The names in files of what is remembered of each weight: one or two, in the order of the rule.
    /// </param>
    private protected Optimiser(ParameterSet parameters, params string[] moments)
    {
        this.parameters = parameters;
        move = part => MovePart(part, gradients!, rate);
        Moments = [.. moments.Select(name => (name, new WeightVector(parameters)))];
    }

    /// <summary>Makes the optimiser of a name, before its first step.</summary>
    /// <param name="name">"sgd", "rmsprop", "adam", "adamw" or "muon".</param>
    /// <param name="parameters">What it moves.</param>
    /// <param name="momentum">The momentum of "sgd" and "rmsprop", in [0, 1).</param>
    /// <param name="weightDecay">The weight decay of "adamw" and "muon", at least 0.</param>
    /// <exception cref="ArgumentException">There is no optimiser of this name.</exception>
    public static Optimiser ByName(string name, ParameterSet parameters, double momentum, double weightDecay)
    {
        return name switch
        {
            "sgd" => new Sgd(parameters, momentum),
            "rmsprop" => new RmsProp(parameters, momentum),
            "adam" => new Adam(parameters),
            "adamw" => new Adam(parameters, weightDecay),
            "muon" => new Muon(parameters, weightDecay),
            _ => throw new ArgumentException(
                $"An optimiser must be sgd, rmsprop, adam, adamw or muon, but is '{name}'.", nameof(name)),
        };
    }

    /// <summary>Moves every parameter one step against its gradient.</summary>
    /// <param name="gradients">The gradient, already clipped.</param>
    /// <param name="rate">The learning rate α.</param>
    /// <param name="engine">Whose threads share the work, which changes no bit; null for the caller alone.</param>
    public void Step(WeightVector gradients, double rate, GradientEngine? engine = null)
    {
        Steps++;
        this.gradients = gradients;
        this.rate = rate;
        if (engine is null)
        {
            for (var part = 0; part < Parts; part++)
            {
                move(part);
            }
        }
        else
        {
            engine.Share(Parts, move);
        }

        for (var i = 0; i < parameters.Count; i++)
        {
            parameters[i].Changed();
        }
    }

    /// <summary>Moves a part of the weights: one parameter, unless a rule cuts them otherwise.</summary>
    /// <remarks>Several are moved at the same time, by several threads.</remarks>
    private protected virtual void MovePart(int part, WeightVector gradients, double rate)
    {
        Move(part, parameters[part], gradients, rate);
    }

    /// <summary>Moves one parameter, by a rule made for this step.</summary>
    private protected abstract void Move(int index, Parameter parameter, WeightVector gradients, double rate);

    /// <summary>
    /// Moves one parameter row by row: in memory each ends in padding, which must stay zero.
    /// </summary>
    private protected void Move<TRule>(int index, Parameter parameter, WeightVector gradients, TRule rule)
        where TRule : struct, IUpdateRule
    {
        var slopes = gradients[index];
        var firsts = Moments[0].Values[index];
        var seconds = Moments.Count > 1 ? Moments[1].Values[index] : [];
        for (var input = 0; input < parameter.Inputs; input++)
        {
            var row = new Range(input * parameter.Outputs, (input + 1) * parameter.Outputs);
            UpdateRule.Apply(
                rule, slopes[row], firsts[row], seconds.IsEmpty ? [] : seconds[row], parameter.Row(input));
        }
    }

    /// <summary>Gets the number of parts, which do not depend on each other.</summary>
    private protected virtual int Parts => parameters.Count;

    /// <summary>Gets or sets the number of steps taken.</summary>
    public int Steps { get; internal set; }

    /// <summary>
    /// Gets what is remembered of each weight, under names for files. With <see cref="Steps"/> it is the
    /// whole state.
    /// </summary>
    public IReadOnlyList<(string Name, WeightVector Values)> Moments { get; }
}
