using TorchSharp;
using TorchSharp.Modules;

namespace RnnGen.Training;

/// <summary>Writes curves for TensorBoard into a folder.</summary>
internal sealed class TrainingLog(string folder)
{
    private readonly SummaryWriter writer = torch.utils.tensorboard.SummaryWriter(folder);

    public void Add(int number, TrainingStep step, double tokensPerSecond)
    {
        writer.add_scalar("loss/training", (float)step.Loss, number);
        writer.add_scalar("gradient norm", (float)step.Norm, number);
        writer.add_scalar("learning rate", (float)step.Rate, number);
        writer.add_scalar("tokens per second", (float)tokensPerSecond, number);
    }

    public void AddValidation(int number, double loss)
    {
        writer.add_scalar("loss/validation", (float)loss, number);
    }
}
