namespace RnnGen.Training;

/// <summary>
/// Decides by the losses of validations: which was the best, when the learning rate is to be halved, and when
/// training is to end.
/// </summary>
public sealed class Plateau
{
    private readonly int patience;
    private readonly int stopAfter;

    /// <summary>Initializes the rule.</summary>
    /// <param name="patience">Validations in a row without a new best after which the rate is halved.</param>
    /// <param name="stopAfter">Validations in a row without a new best after which training ends.</param>
    public Plateau(int patience, int stopAfter)
    {
        this.patience = patience;
        this.stopAfter = stopAfter;
    }

    /// <summary>Takes note of a validation.</summary>
    /// <returns>Whether its loss is the lowest so far.</returns>
    public bool IsBest(double loss)
    {
        if (loss < Best)
        {
            Best = loss;
            SinceBest = 0;
            return true;
        }

        SinceBest++;
        if (SinceBest % patience == 0)
        {
            RateFactor /= 2;
        }

        return false;
    }

    /// <summary>Gets or sets the lowest loss so far, infinity at first.</summary>
    public double Best { get; set; } = double.PositiveInfinity;

    /// <summary>Gets or sets how many validations there were since.</summary>
    public int SinceBest { get; set; }

    /// <summary>Gets or sets what the learning rate is to be multiplied with, 1 at first.</summary>
    public double RateFactor { get; set; } = 1;

    /// <summary>Gets whether training is to end.</summary>
    public bool IsOver => SinceBest >= stopAfter;
}
