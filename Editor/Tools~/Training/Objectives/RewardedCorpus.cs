namespace RnnGen.Training;

/// <summary>
/// Represents pieces each variation of which is drawn anew from a distribution around it: maximum likelihood
/// on them is reward-augmented maximum likelihood.
/// </summary>
/// <param name="corpus">The true pieces.</param>
/// <param name="reward">The distribution.</param>
internal sealed class RewardedCorpus(TokenCorpus corpus, Reward reward) : TokenCorpus
{
    public override int[] Read(int index, Rng? variation)
    {
        var truth = corpus.Read(index, variation);
        return variation is null ? truth : reward.Draw(truth, variation);
    }

    public override int Count => corpus.Count;

    public override int TokenCount => corpus.TokenCount;

    public override int StartToken => corpus.StartToken;
}
